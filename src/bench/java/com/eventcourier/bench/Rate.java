package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one file came to, between 30 % and 90 % of its events.
 *
 * @param perSecond POSTs that the sink counted in a second
 * @param cpuMicros processor time of the poster for one event, in microseconds; hardly depends on who else uses the
 *     machine
 */
record Rate(double perSecond, double cpuMicros) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Drops a file of so many events and watches the sink; returns when the file is gone from the inbox. */
    static Rate of(Subject subject, Webhook webhook, Path file, long events) throws IOException, InterruptedException {
        long before = webhook.posts();
        Path dropped = subject.drop(file);
        Moment from = Moment.at(before + events * 3 / 10, subject, webhook);
        Moment to = Moment.at(before + events * 9 / 10, subject, webhook);
        Moment.at(before + events, subject, webhook);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(dropped) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        double posts = to.posts - from.posts;
        return new Rate(posts / ((to.nanos - from.nanos) / 1e9), (to.cpu - from.cpu) * 1e6 / posts);
    }

    /**
     * Watches the sink while somebody else sends so many events.
     *
     * @param before how many POSTs had come before the first of them
     */
    static Rate of(Subject subject, Webhook webhook, long before, long events)
            throws IOException, InterruptedException {
        Moment from = Moment.at(before + events * 3 / 10, subject, webhook);
        Moment to = Moment.at(before + events * 9 / 10, subject, webhook);
        Moment.at(before + events, subject, webhook);
        double posts = to.posts - from.posts;
        return new Rate(posts / ((to.nanos - from.nanos) / 1e9), (to.cpu - from.cpu) * 1e6 / posts);
    }

    /** The median of each figure. */
    static Rate median(List<Rate> rates) {
        return new Rate(median(rates, Rate::perSecond), median(rates, Rate::cpuMicros));
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private record Moment(long posts, long nanos, double cpu) {

        static Moment at(long wanted, Subject subject, Webhook webhook) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline && subject.program().isAlive()) {
                long posts = webhook.posts();
                if (posts >= wanted) {
                    return new Moment(
                            posts, System.nanoTime(), subject.program().cpuSeconds());
                }
                Thread.sleep(10);
            }
            throw new IllegalStateException("only " + webhook.posts() + " of " + wanted + " POSTs came; see "
                    + subject.program().log());
        }
    }
}
