package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;

/** Where a record comes from that is to be parsed and mapped; a retry has that behind it. */
interface RecordSource extends Origin {

    FeedMapping mapping();

    ParsedRecord parse();

    /** Whether any event of the record has its outcome from before a stop. */
    boolean isBegun();

    /** Whether one event of the record has its outcome from before a stop. */
    boolean isSettled(int sub);

    /** So many events of the record are on their way. */
    void expect(int events);
}
