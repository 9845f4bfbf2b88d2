package com.eventcourier.feed;

import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;

/** Where a delivery comes from and what it learns when all is on disk. */
interface Origin {
    /** The source is read by a thread that may wait while the account's gate is shut. */
    boolean patient();

    /** The courier stops and this event has not been sent: it is to wait in the ledger. */
    boolean stopping();

    /** This event may have been sent before a crash. */
    boolean doubtful(RecordId event);

    byte[] contentHash();

    /** How long its thread waits while the account's gate is shut, in nanoseconds. */
    default long patienceNanos() {
        return patient() ? Long.MAX_VALUE : 0;
    }

    /** Whether its source gives it again at the next start, when it was not posted before the courier stopped. */
    default boolean comesAgain() {
        return patient();
    }

    /** What an event is in the ledger whose patience was over before it was posted. */
    default State unsentAs() {
        return State.RETRY;
    }

    /** What came before it is not settled: the event waits behind it in the ledger, so that the order is kept. */
    default boolean queuesUp() {
        return false;
    }

    /** What becomes of one event; it is not on disk yet. Without anything kept it is left to its source. */
    default void decided(State state, boolean kept) {}

    /** The outcome of one event of the record is on disk. */
    void settled(Delivery delivery);
}
