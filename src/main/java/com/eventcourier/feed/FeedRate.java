package com.eventcourier.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How many events of a feed get an outcome in a second, over the last minute. */
public final class FeedRate {

    private static final long SPAN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongAdder events = new LongAdder();
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long events) {}

    /** One more has its outcome. */
    void count() {
        events.increment();
    }

    /** Events a second since the oldest look within the last minute. */
    synchronized double look() {
        Sample now = new Sample(System.nanoTime(), events.sum());
        samples.addLast(now);
        while (samples.size() > 1 && now.nanos() - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (now.nanos() - first.nanos()) / 1e9;
        return seconds < 0.1 ? 0 : Math.round((now.events() - first.events()) / seconds * 10) / 10.0;
    }
}
