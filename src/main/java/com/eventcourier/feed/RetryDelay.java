package com.eventcourier.feed;

import com.eventcourier.webhook.OutcomeTable;
import com.eventcourier.webhook.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * When an event is tried again: after the wait that the outcome table gives for the answer, which grows with each
 * attempt; later, where the target asked for more time (Retry-After).
 */
final class RetryDelay {

    private static final Duration FOR_KEY_AT_FIRST = Duration.ofSeconds(1);
    private static final Duration FOR_KEY = Duration.ofSeconds(10);
    private static final Duration FOR_GATE = Duration.ofSeconds(2);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(30);

    private final OutcomeTable table;

    RetryDelay(OutcomeTable table) {
        this.table = table;
    }

    /** @param times how often the event came back with its quick attempts, this time counted */
    Instant afterAnswer(Verdict verdict, int times) {
        Duration wait = table.retryPlan(verdict.code()).waitAfter(times);
        Duration asked = verdict.retryAfter();
        return Instant.now().plus(asked == null ? wait : asked.plus(wait));
    }

    /** Whether an event that has failed alone like this is given up. */
    boolean isExhausted(Verdict verdict, Failing failing) {
        return table.retryPlan(verdict.code()).isExhausted(failing.attempts(), failing.time());
    }

    /** The key belongs to an event that is not settled yet. */
    Instant forKey(boolean first) {
        return Instant.now().plus(first ? FOR_KEY_AT_FIRST : FOR_KEY);
    }

    /** The gate is shut, and is not tried for a time that it knows. */
    Instant forGate(Verdict verdict) {
        Duration shut = verdict.retryAfter();
        return Instant.now().plus(shut == null || shut.compareTo(FOR_GATE) < 0 ? FOR_GATE : shut);
    }

    Instant afterFault() {
        return Instant.now().plus(AFTER_FAULT);
    }
}
