package com.eventcourier.webhook;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Since when a gate is open, by the clock on the wall, as events in the ledger know no other. When that clock is set, what
 * it jumps is no time that passed: counting begins anew.
 */
final class OpenTime {

    /** Two clocks never run quite alike. */
    private static final long APART_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final LongSupplier wall;
    private long sinceMillis;
    private long sinceNanos;

    /** @param wall tells milliseconds since 1970 */
    OpenTime(LongSupplier wall) {
        this.wall = wall;
        begin();
    }

    /** It opens now. */
    synchronized void begin() {
        sinceMillis = wall.getAsLong();
        sinceNanos = System.nanoTime();
    }

    /** How long it has been open since a time in milliseconds since 1970. */
    synchronized Duration since(long millis) {
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
        if (Math.abs(wall.getAsLong() - sinceMillis - passed) > APART_MILLIS) {
            begin();
        }
        return Duration.ofMillis(Math.max(0, wall.getAsLong() - Math.max(millis, sinceMillis)));
    }
}
