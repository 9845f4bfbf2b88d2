package com.eventcourier.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Answers that are not JSON. One is the affair of its event; several in a row come from something that stands before the
 * webhook, and say nothing of any event. So the first of a row wait a moment to learn which of both they are. Where the
 * others come later than that, those that were given up are named.
 */
final class OddAnswers {

    private static final long PATIENCE_MILLIS = 1000;

    private volatile Row row = new Row();
    private volatile Consumer<List<Object>> onMisjudged = events -> {};

    private static final class Row {
        private final List<Object> givenUp = new ArrayList<>();
        private int length;
        private boolean full;
        private boolean over;
    }

    /** Is told of each row that came too late for its first events, with those that were given up as dead. */
    void onMisjudged(Consumer<List<Object>> listener) {
        onMisjudged = listener;
    }

    /** Another one; true if it is one of a row of so many, be it the last of them or one that waited for the last. */
    synchronized boolean isOneOf(int many, Object event) {
        Row mine = row;
        mine.length++;
        if (mine.length == many) {
            mine.full = true;
            notifyAll();
            if (!mine.givenUp.isEmpty()) {
                onMisjudged.accept(List.copyOf(mine.givenUp));
            }
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (long rest = until - System.nanoTime(); !mine.full && !mine.over && rest > 0; ) {
                TimeUnit.NANOSECONDS.timedWait(this, rest);
                rest = until - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!mine.full) {
            mine.givenUp.add(event);
        }
        return mine.full;
    }

    /** JSON came: what was before was no row. */
    void endedByJson() {
        if (row.length > 0) {
            synchronized (this) {
                row.over = true;
                row = new Row();
                notifyAll();
            }
        }
    }
}
