package com.eventcourier.webhook;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Whether there are too many retries, so that nothing new is sent, but for one event now and then: where all retries fail
 * each for itself, nothing else would show that they do, and it would stay so. The gate's lock guards its changes.
 */
final class Crowd {

    private static final long ONE_EACH_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile Instant since;
    private long next;

    void set(boolean tooMany) {
        since = tooMany ? Instant.now() : null;
        next = System.nanoTime() + ONE_EACH_NANOS;
    }

    boolean isOn() {
        return since != null;
    }

    /** Null if there are not too many. */
    Instant since() {
        return since;
    }

    /** Whether a new event goes through the open gate now; where there are too many retries none does for a while then. */
    boolean letsIn() {
        boolean goes = !isOn() || next - System.nanoTime() <= 0;
        next = goes ? System.nanoTime() + ONE_EACH_NANOS : next;
        return goes;
    }

    /** Whether the next try of a shut gate is a retry's: every second one, if there is one for it. */
    boolean isTurnOfRetry(Probes probes) {
        return isOn() && probes.wasLastNew() && probes.overdue().toNanos() < ONE_EACH_NANOS;
    }

    /** How long a new event waits at most before it looks again whether it goes. */
    long lookAgain(long nanos) {
        return isOn() ? Math.min(nanos, LOOK_AGAIN_NANOS) : nanos;
    }
}
