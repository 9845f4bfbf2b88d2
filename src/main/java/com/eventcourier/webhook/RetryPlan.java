package com.eventcourier.webhook;

import java.time.Duration;

/**
 * How an event that was not accepted is tried again.
 *
 * @param first the wait before the next attempt
 * @param factor what each wait is multiplied by
 * @param ceiling the longest wait
 */
public record RetryPlan(Duration first, double factor, Duration ceiling) {

    static final RetryPlan USUAL = new RetryPlan(Duration.ofSeconds(5), 2, Duration.ofMinutes(15));

    /** The wait after so many attempts, at least one. */
    public Duration waitAfter(int attempts) {
        double millis = first.toMillis() * Math.pow(factor, Math.max(0, attempts - 1));
        return millis >= ceiling.toMillis() ? ceiling : Duration.ofMillis((long) millis);
    }
}
