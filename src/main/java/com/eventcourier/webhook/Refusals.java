package com.eventcourier.webhook;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who was refused for a reason that should be true of every event, and whether it is true of one event alone: refused
 * five times, and between each two of them another one, sent after the earlier, was judged, and nobody else refused
 * since. A target that refuses at random does not do that to one event. The gate's lock guards it.
 */
final class Refusals {

    private static final int TIMES = 5;
    private static final int MOST_REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS = TimeUnit.HOURS.toNanos(1);

    private record Refused(long last, int times) {}

    /** When each was refused last, and how often while others passed; the longest ago first. */
    private final Map<Object, Refused> refused = new LinkedHashMap<>();

    private boolean anyJudged;
    private long lastJudgedStart;
    private long lastRefusal;

    boolean has(Object event) {
        return refused.containsKey(event);
    }

    boolean isEmpty() {
        return refused.isEmpty();
    }

    /**
     * Takes note of a refusal; true if it is this event alone that is refused.
     *
     * @param counts whether the reason may be true of one event at all
     */
    boolean isAlone(Object event, boolean counts) {
        long now = System.nanoTime();
        int times = times(refused.remove(event), counts);
        lastRefusal = now;
        if (times < TIMES) {
            refused.put(event, new Refused(now, times));
            forget(now);
        }
        return times >= TIMES;
    }

    private int times(Refused before, boolean counts) {
        if (before == null || before.times() == 0) {
            return counts ? 1 : 0;
        }
        boolean othersPassed = anyJudged && lastJudgedStart - before.last() > 0 && lastRefusal - lastJudgedStart < 0;
        return counts && othersPassed ? before.times() + 1 : before.times();
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
        Iterator<Refused> oldest = refused.values().iterator();
        while (oldest.hasNext()
                && (now - oldest.next().last() > REMEMBERED_NANOS || refused.size() > MOST_REMEMBERED)) {
            oldest.remove();
        }
    }
}
