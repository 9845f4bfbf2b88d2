package com.eventcourier.webhook;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * No more POSTs in a second or a minute than an account may make. They are spaced evenly, so that no span of that length
 * has more.
 */
final class Pace {

    private static final long LOOK_AT_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    private final List<RateLimiter> limiters = new ArrayList<>();
    private double perSecond = Double.MAX_VALUE;

    /** @param perSecond,perMinute null for no limit */
    Pace(String account, Integer perSecond, Integer perMinute) {
        add(account + " per second", perSecond, Duration.ofSeconds(1));
        add(account + " per minute", perMinute, Duration.ofMinutes(1));
    }

    private void add(String name, Integer most, Duration span) {
        if (most != null) {
            perSecond = Math.min(perSecond, most * 1000.0 / span.toMillis());
            int step = Math.max(1, (int) (most / span.toMillis()));
            limiters.add(RateLimiter.of(
                    name,
                    RateLimiterConfig.custom()
                            .limitForPeriod(step)
                            .limitRefreshPeriod(span.multipliedBy(step).dividedBy(most))
                            .timeoutDuration(AS_LONG_AS_IT_TAKES)
                            .writableStackTraceEnabled(false)
                            .build()));
        }
    }

    /** The most POSTs in a second; without a limit a very large number. */
    double perSecond() {
        return perSecond;
    }

    /** Waits for the next POST's turn. Says false if the gate lets everyone go before. */
    boolean await(Gate gate) throws InterruptedException {
        for (RateLimiter limiter : limiters) {
            long until = System.nanoTime() + limiter.reservePermission();
            for (long rest = until - System.nanoTime(); rest > 0; rest = until - System.nanoTime()) {
                if (gate.isReleased()) {
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(rest, LOOK_AT_STOP_NANOS));
            }
        }
        return true;
    }
}
