package com.eventcourier.webhook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/**
 * Cuts POSTs that take longer than their account's total time-out, however busily the target drips. One thread looks at
 * all of them twenty times a second, which is cheaper than a timer for each.
 */
final class Deadlines implements AutoCloseable {

    private static final long TICK_MILLIS = 50;

    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // it ticks until the clock is shut down
    Deadlines() {
        clock.scheduleWithFixedDelay(this::cutTheLate, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Running start(HttpPost post, long nanos) {
        Running one = new Running(post, System.nanoTime() + nanos);
        running.add(one);
        return one;
    }

    void end(Running one) {
        running.remove(one);
    }

    private void cutTheLate() {
        long now = System.nanoTime();
        for (Running one : running) {
            if (now - one.deadline >= 0 && !one.cut) {
                one.cut = true;
                one.post.cancel();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One POST under way. */
    static final class Running {
        private final HttpPost post;
        private final long deadline;
        private volatile boolean cut;

        private Running(HttpPost post, long deadline) {
            this.post = post;
            this.deadline = deadline;
        }

        boolean wasCut() {
            return cut;
        }
    }
}
