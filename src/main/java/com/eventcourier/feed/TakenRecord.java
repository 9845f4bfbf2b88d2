package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.RecordId;

/** A record of an arrival that is in memory as a whole and goes to the ledger as a whole. */
final class TakenRecord implements RecordSource {

    private final Taking taking;
    private final RawRecord raw;
    private final RecordParser parser;
    private final FeedMapping mapping;

    TakenRecord(Taking taking, RawRecord raw, RecordParser parser, FeedMapping mapping) {
        this.taking = taking;
        this.raw = raw;
        this.parser = parser;
        this.mapping = mapping;
    }

    @Override
    public FeedMapping mapping() {
        return mapping;
    }

    @Override
    public ParsedRecord parse() {
        return parser.parse(raw);
    }

    @Override
    public boolean isBegun() {
        return false;
    }

    @Override
    public boolean isSettled(int sub) {
        return false;
    }

    @Override
    public void expect(int events) {
        // All of them go to the ledger in one commit, however many they are.
    }

    @Override
    public boolean patient() {
        return false;
    }

    @Override
    public boolean stopping() {
        return false;
    }

    @Override
    public boolean doubtful(RecordId event) {
        return false;
    }

    @Override
    public byte[] contentHash() {
        return taking.hash();
    }

    @Override
    public void settled(Delivery delivery) {
        // Nobody waits for one of them alone.
    }
}
