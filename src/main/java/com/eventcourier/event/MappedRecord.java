package com.eventcourier.event;

import java.util.List;

/**
 * What a record became.
 *
 * @param filtered whether the feed's filter dropped it, or its mapping returned an empty list
 * @param events one event, or several, in the order of the mapping (their sub-positions); a mapping that failed is one
 *     event without a payload
 */
public record MappedRecord(boolean filtered, List<Event> events) {
    static final MappedRecord FILTERED = new MappedRecord(true, List.of());

    static MappedRecord of(Event event) {
        return new MappedRecord(false, List.of(event));
    }
}
