package com.eventcourier.ledger;

import java.time.Instant;

/**
 * How far the purge of an arrival is.
 *
 * @param after up to this position it is done
 * @param removed events that the step removed
 * @param lookAt when something that was left is old enough, as far as that is known; in milliseconds since 1970
 * @param isLast whether the arrival is through
 */
record PurgeStep(long arrival, long after, long removed, long lookAt, boolean isLast) {

    static final long NEVER = Long.MAX_VALUE;

    static PurgeStep first(long arrival) {
        return new PurgeStep(arrival, -1, 0, NEVER, false);
    }

    /** Nothing of the arrival was looked at yet. */
    boolean isFirst() {
        return after < 0;
    }

    PurgeStep next(long reached, long more, long due, boolean last) {
        return new PurgeStep(arrival, reached, more, Math.min(lookAt, due), last);
    }

    /** What is not settled for good may be so by then, and old enough. */
    static long dueAfter(Instant now, Retention retention) {
        return now.plus(retention.shortest()).toEpochMilli();
    }
}
