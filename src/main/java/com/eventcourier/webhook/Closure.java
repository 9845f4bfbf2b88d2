package com.eventcourier.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Why a gate lets nobody through.
 *
 * @param code the code of the answer that shut it
 * @param reason a sentence for the operator
 * @param since when it was shut
 * @param nanos the same as {@link System#nanoTime} has it
 */
record Closure(GateState state, String code, String reason, Instant since, long nanos) {

    private static final Duration A_WHILE = Duration.ofSeconds(10);

    /** @param left nanoseconds in which the target asked not to be tried, if it did */
    Gate.Status status(long left, int waiting) {
        boolean hasEnd = state == GateState.THROTTLED || left > 0;
        Instant until = hasEnd ? Instant.now().plusNanos(Math.max(0, left)) : null;
        return new Gate.Status(state.word(), code, reason, since, until, waiting);
    }

    /** @param untilTried a time in which it is certainly not tried, if it is */
    Duration shutFor(Duration untilTried) {
        return state == GateState.STOPPED ? A_WHILE : untilTried;
    }

    static Closure stopped(String reason) {
        String word = GateState.STOPPED.word();
        return new Closure(GateState.STOPPED, word, reason, Instant.now(), System.nanoTime());
    }

    static Closure now(GateState state, Verdict verdict) {
        return new Closure(state, verdict.code(), verdict.reason(), Instant.now(), System.nanoTime());
    }
}
