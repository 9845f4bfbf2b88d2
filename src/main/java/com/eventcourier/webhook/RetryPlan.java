package com.eventcourier.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How an event that was not accepted is tried again. Only what it fails alone counts, while the target takes others: an
 * outage uses nothing up.
 *
 * @param first the first step of the waits
 * @param factor what each step is multiplied by
 * @param ceiling the longest step
 * @param attempts so many attempts that fail alone, each with the quick ones that belong to it, are the end; 0 = no end
 * @param age so long a time of failing alone is the end
 */
public record RetryPlan(Duration first, double factor, Duration ceiling, int attempts, Duration age) {

    static final RetryPlan USUAL =
            new RetryPlan(Duration.ofSeconds(5), 2, Duration.ofMinutes(15), 15, Duration.ofDays(3));

    /** The step after so many attempts, each with its quick ones; at least one. */
    public Duration stepAfter(int attemptsSoFar) {
        double millis = first.toMillis() * Math.pow(factor, Math.max(0, attemptsSoFar - 1));
        return millis >= ceiling.toMillis() ? ceiling : Duration.ofMillis((long) millis);
    }

    /** A wait of random length up to the step ("full jitter"), so that events which failed together come back apart. */
    public Duration waitAfter(int attemptsSoFar) {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(stepAfter(attemptsSoFar).toMillis() + 1));
    }

    /** Whether an event has failed alone so often, or for so long, that it is given up. */
    public boolean isExhausted(int failures, Duration failing) {
        return attempts > 0 && failures >= attempts || failing.compareTo(age) >= 0;
    }
}
