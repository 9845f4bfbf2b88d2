package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;
import java.util.concurrent.atomic.AtomicInteger;

/** A record of a file, and its way back: counts its events down and tells the hand-out when all are on disk. */
final class Source implements RecordSource {
    private final OpenArrival arrival;
    private final RawRecord raw;
    private final long number;
    private final AtomicInteger open = new AtomicInteger(1);

    Source(OpenArrival arrival, RawRecord raw, long number) {
        this.arrival = arrival;
        this.raw = raw;
        this.number = number;
    }

    @Override
    public FeedMapping mapping() {
        return arrival.mapping();
    }

    @Override
    public ParsedRecord parse() {
        return arrival.parser().parse(raw);
    }

    @Override
    public boolean isBegun() {
        return arrival.resume().isBegun(raw.position());
    }

    @Override
    public boolean isSettled(int sub) {
        State known = arrival.resume().state(raw.position(), sub);
        return known != null && known != State.PENDING;
    }

    @Override
    public void expect(int events) {
        open.set(events);
        if (events == 0) {
            arrival.handOut().settle(number);
        }
    }

    @Override
    public boolean patient() {
        return true;
    }

    @Override
    public boolean stopping() {
        return false;
    }

    @Override
    public boolean doubtful(RecordId id) {
        return id.position() <= arrival.row().mark()
                && arrival.resume().state(id.position(), id.sub()) != State.PENDING;
    }

    @Override
    public byte[] contentHash() {
        return arrival.row().hash();
    }

    @Override
    public void settled(Delivery delivery) {
        if (open.decrementAndGet() == 0) {
            arrival.handOut().settle(number);
        }
    }
}
