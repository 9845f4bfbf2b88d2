package com.eventcourier.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * When an event is tried again: 2 s after the first attempt, twice as long after each further one, 5 minutes at most; the
 * target's Retry-After counts where it is longer, up to an hour.
 */
final class RetryDelay {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration CEILING = Duration.ofMinutes(5);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    Instant due(int attempts, Duration retryAfter) {
        int doublings = Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS);
        Duration wait = shorter(FIRST.multipliedBy(1L << doublings), CEILING);
        if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
            wait = shorter(retryAfter, LONGEST_ASKED);
        }
        return Instant.now().plus(wait);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
