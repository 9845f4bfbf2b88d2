package com.eventcourier.webhook;

import java.time.Duration;

/** The Retry-After that ends last, of those since the target took an event: a stop and a resume do not end it. The gate's lock guards it. */
final class Asked {

    private static final String BEFORE_THE_STOP =
            "the target asked for time (Retry-After) before a person stopped the account";

    private Closure closure;
    private long until;
    private long noted;

    void note(Duration time, Verdict verdict) {
        Closure now = Closure.now(GateState.THROTTLED, verdict);
        noted = now.nanos();
        if (time.toNanos() > left()) {
            until = noted + time.toNanos();
            closure = now;
        }
    }

    /** What was noted before a restart, of whatever shut the gate then. */
    void restore(Closure was, Duration left) {
        until = System.nanoTime() + left.toNanos();
        closure = was.state() == GateState.STOPPED
                ? new Closure(GateState.THROTTLED, "retry-after", BEFORE_THE_STOP, was.since(), was.nanos())
                : new Closure(GateState.THROTTLED, was.code(), was.reason(), was.since(), was.nanos());
        noted = was.nanos();
    }

    /** The target judged an event whose POST began at {@code start}: after it had asked, it asks no more. */
    void judged(long start) {
        if (closure != null && start - noted > 0) {
            closure = null;
        }
    }

    Closure closure() {
        return closure;
    }

    /** How many nanoseconds it still holds; zero or less if it does not. */
    long left() {
        return closure == null ? 0 : until - System.nanoTime();
    }
}
