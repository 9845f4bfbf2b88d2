package com.eventcourier.webhook;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * No more POSTs in a second or a minute than an account may make. They begin evenly spaced, each so long after the last
 * one, so that no span of that length has more.
 */
final class Pace {

    private static final long LOOK_AT_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How late a wait may end without the next one being later for it; the steps make up for that. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReentrantLock next = new ReentrantLock(true);
    private double perSecond = Double.MAX_VALUE;
    private long stepNanos;
    private long last;

    /** @param perSecond,perMinute null for no limit */
    Pace(Integer perSecond, Integer perMinute) {
        limit(perSecond, Duration.ofSeconds(1));
        limit(perMinute, Duration.ofMinutes(1));
        last = System.nanoTime() - stepNanos;
    }

    private void limit(Integer most, Duration span) {
        if (most != null) {
            perSecond = Math.min(perSecond, most * 1000.0 / span.toMillis());
            stepNanos = Math.max(stepNanos, (span.toNanos() + LATE_NANOS) / most + 1);
        }
    }

    /** The most POSTs in a second; without a limit a very large number. */
    double perSecond() {
        return perSecond;
    }

    /** How many threads wait for their turn. */
    int waiting() {
        return next.getQueueLength() + (next.isLocked() ? 1 : 0);
    }

    /** Waits for the next POST's turn. Says false, and leaves the turn to others, if there is no use in waiting before. */
    boolean await(BooleanSupplier useless) throws InterruptedException {
        if (stepNanos == 0) {
            return true;
        }
        next.lockInterruptibly();
        try {
            return takeTurn(useless);
        } finally {
            next.unlock();
        }
    }

    private boolean takeTurn(BooleanSupplier useless) throws InterruptedException {
        long turn = last + stepNanos;
        for (long rest = turn - System.nanoTime(); rest > 0; rest = turn - System.nanoTime()) {
            if (useless.getAsBoolean()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(rest, LOOK_AT_STOP_NANOS));
        }
        long earliest = System.nanoTime() - LATE_NANOS;
        last = earliest - turn > 0 ? earliest : turn;
        return true;
    }
}
