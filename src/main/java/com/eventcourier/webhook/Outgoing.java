package com.eventcourier.webhook;

/** One event on its way to an account. */
public interface Outgoing {

    /** The body of the POST, UTF-8 JSON. It is sent as it is. */
    byte[] json();

    /**
     * Whether the calling thread waits while the account's gate is shut (a file, which can wait), or comes back at once
     * with {@link Outcome#LATER} (a queue or the ledger, which will call again).
     */
    boolean patient();

    /** How long the calling thread waits at a shut gate, in nanoseconds, before it comes back with {@link Outcome#LATER}. */
    default long patienceNanos() {
        return patient() ? Long.MAX_VALUE : 0;
    }

    /** Whether others go first: beside new events and retries it gets few of the account's places, and all where they leave some. */
    default boolean yields() {
        return false;
    }

    /**
     * What keeps this event, and not its account, from being posted now: {@link Outcome#DEAD} or {@link Outcome#LATER} and
     * why; {@code null}: nothing. Asked right before each POST, since an event may have waited for days until then.
     */
    default Verdict hindrance() {
        return null;
    }

    /**
     * What makes two calls the same event, with {@code equals} and {@code hashCode}; the gate remembers by it who was
     * refused. {@code null}: this object itself.
     */
    Object identity();
}
