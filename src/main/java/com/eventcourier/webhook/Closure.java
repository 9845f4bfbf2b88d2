package com.eventcourier.webhook;

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

    /** @param remaining nanoseconds to its end, if it has one */
    Gate.Status status(long remaining, int waiting) {
        Instant until = state == GateState.THROTTLED ? Instant.now().plusNanos(Math.max(0, remaining)) : null;
        return new Gate.Status(state.word(), code, reason, since, until, waiting);
    }

    static Closure stopped(String reason) {
        String word = GateState.STOPPED.word();
        return new Closure(GateState.STOPPED, word, reason, Instant.now(), System.nanoTime());
    }

    static Closure now(GateState state, Verdict verdict) {
        return new Closure(state, verdict.code(), verdict.reason(), Instant.now(), System.nanoTime());
    }
}
