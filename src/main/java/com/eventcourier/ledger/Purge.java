package com.eventcourier.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes outcomes that were kept long enough, in steps of a few hundred rows between which the writer does its other
 * work; a route calls it. What was removed stays counted.
 */
public final class Purge {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    /** A stop must not wait for a purge, and the writer is to have most of its time for outcomes. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final int ARRIVALS = 100;

    private final Ledger ledger;
    private final Retention retention;
    private final Clock clock;
    private final Deque<PurgeStep> waiting = new ArrayDeque<>();

    public Purge(Ledger ledger, Retention retention, Clock clock) {
        this.ledger = ledger;
        this.retention = retention;
        this.clock = clock;
    }

    /** Removes for two seconds at most; the next call goes on from there. Returns how many events were removed. */
    public long purge() {
        long until = System.nanoTime() + LOOK.toNanos();
        long removed = 0;
        while (System.nanoTime() < until && hasWork()) {
            List<PurgeStep> steps = ledger.purge(List.copyOf(waiting), retention, clock.instant());
            for (PurgeStep step : steps) {
                waiting.remove();
                removed += step.removed();
            }
            steps.stream().filter(step -> !step.isLast()).forEach(waiting::addFirst);
        }
        if (removed > 0) {
            LOG.info("Removed {} events from the ledger that were kept long enough; they stay counted.", removed);
        }
        return removed;
    }

    private boolean hasWork() {
        if (waiting.isEmpty()) {
            ledger.queries().arrivalsToPurge(retention, clock.instant(), ARRIVALS).stream()
                    .map(PurgeStep::first)
                    .forEach(waiting::add);
        }
        return !waiting.isEmpty();
    }
}
