package com.eventcourier.webhook;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who was refused for a reason that should be true of every event, and whether it is true of one event alone: refused
 * five times, or twenty where that is hardly to be thought, and between each two of them another one, sent after the
 * earlier, was judged, and nobody else refused since. A target that refuses at random does not do that to one event, and
 * one that refuses all does it to none. The gate's lock guards it.
 */
final class Refusals {

    private static final int TIMES = 5;
    private static final int TIMES_OF_THE_UNLIKELY = 20;

    /** From then on it is not waited for: behind it as many records of its file as may be under way would have passed. */
    private static final int TIMES_TO_STEP_ASIDE = 2;

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
     * Takes note of a refusal, and says what its event does now.
     *
     * @param likely whether the reason is easily true of one event alone
     */
    Ruling refused(Object event, boolean likely) {
        long now = System.nanoTime();
        int times = times(refused.remove(event));
        lastRefusal = now;
        if (times >= (likely ? TIMES : TIMES_OF_THE_UNLIKELY)) {
            return Ruling.ALONE;
        }
        refused.put(event, new Refused(now, times));
        forget(now);
        return likely || times < TIMES_TO_STEP_ASIDE ? Ruling.WAIT : Ruling.STEP_ASIDE;
    }

    private int times(Refused before) {
        if (before == null) {
            return 1;
        }
        boolean othersPassed = anyJudged && lastJudgedStart - before.last() > 0 && lastRefusal - lastJudgedStart < 0;
        return othersPassed ? before.times() + 1 : before.times();
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
