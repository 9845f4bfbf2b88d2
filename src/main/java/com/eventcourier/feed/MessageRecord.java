package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;

/** A record of a message while it is delivered. */
final class MessageRecord implements RecordSource {

    private final OpenMessage message;
    private final RawRecord raw;

    MessageRecord(OpenMessage message, RawRecord raw) {
        this.message = message;
        this.raw = raw;
    }

    @Override
    public FeedMapping mapping() {
        return message.content().mapping();
    }

    @Override
    public ParsedRecord parse() {
        return message.content().parser().parse(raw);
    }

    @Override
    public boolean isBegun() {
        return message.resume().isBegun(raw.position());
    }

    @Override
    public boolean isSettled(int sub) {
        State known = message.resume().state(raw.position(), sub);
        return known != null && known != State.PENDING;
    }

    @Override
    public void expect(int events) {
        // The message ends when the ledger has everything that its thread handed over.
    }

    @Override
    public boolean patient() {
        return true;
    }

    @Override
    public long patienceNanos() {
        return message.patienceNanos();
    }

    /** What follows it in its group may be under way already: it must be in the ledger before that. */
    @Override
    public boolean comesAgain() {
        return !message.feed().queue().isFifo();
    }

    @Override
    public State unsentAs() {
        return State.PENDING;
    }

    @Override
    public boolean stopping() {
        return false;
    }

    @Override
    public boolean doubtful(RecordId event) {
        return event.position() <= message.row().mark()
                && message.resume().state(event.position(), event.sub()) != State.PENDING;
    }

    @Override
    public byte[] contentHash() {
        return message.row().hash();
    }

    @Override
    public boolean queuesUp() {
        return message.queuesUp();
    }

    @Override
    public void decided(State state, boolean kept) {
        message.decided(state, kept);
    }

    @Override
    public void settled(Delivery delivery) {
        // The message waits for all of them together.
    }
}
