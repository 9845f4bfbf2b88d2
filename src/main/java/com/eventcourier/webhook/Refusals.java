package com.eventcourier.webhook;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who was refused for a reason that should be true of every event, and whether it is true of one event alone: refused
 * again, although another one, sent after its first refusal, was judged meanwhile, and nobody else was refused since.
 * The gate's lock guards it.
 */
final class Refusals {

    private static final int MOST_REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS = TimeUnit.HOURS.toNanos(1);

    /** When each was refused last; the longest ago first. */
    private final Map<Object, Long> refused = new LinkedHashMap<>();

    private boolean anyJudged;
    private long lastJudgedStart;
    private long lastRefusal;

    boolean has(Object event) {
        return refused.containsKey(event);
    }

    boolean isEmpty() {
        return refused.isEmpty();
    }

    /** Takes note of a refusal; true if it is this event alone that is refused. */
    boolean isAlone(Object event) {
        long now = System.nanoTime();
        Long before = refused.remove(event);
        boolean othersWereJudged = before != null && anyJudged && lastJudgedStart - before > 0;
        boolean alone = othersWereJudged && lastRefusal - lastJudgedStart < 0;
        lastRefusal = now;
        if (!alone) {
            refused.put(event, now);
            forget(now);
        }
        return alone;
    }

    /** The target judged an event whose POST began at {@code start}. */
    void judged(Object event, long start) {
        refused.remove(event);
        forget(System.nanoTime());
        if (!anyJudged || start - lastJudgedStart > 0) {
            anyJudged = true;
            lastJudgedStart = start;
        }
    }

    private void forget(long now) {
        Iterator<Long> oldest = refused.values().iterator();
        while (oldest.hasNext() && (now - oldest.next() > REMEMBERED_NANOS || refused.size() > MOST_REMEMBERED)) {
            oldest.remove();
        }
    }
}
