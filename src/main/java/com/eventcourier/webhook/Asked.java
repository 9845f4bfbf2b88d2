package com.eventcourier.webhook;

import java.time.Duration;

/** The last Retry-After since the target took an event: a stop and a resume do not end it. The gate's lock guards it. */
final class Asked {

    private Closure closure;
    private long until;

    Closure note(Duration time, Verdict verdict) {
        until = System.nanoTime() + time.toNanos();
        closure = Closure.now(GateState.THROTTLED, verdict);
        return closure;
    }

    /** What was noted before a restart, of whatever shut the gate then. */
    void restore(Closure was, Duration left) {
        until = System.nanoTime() + left.toNanos();
        closure = new Closure(GateState.THROTTLED, was.code(), was.reason(), was.since(), was.nanos());
    }

    void forget() {
        closure = null;
    }

    Closure closure() {
        return closure;
    }

    /** How many nanoseconds it still holds; zero or less if it does not. */
    long left() {
        return closure == null ? 0 : until - System.nanoTime();
    }
}
