package com.eventcourier.webhook;

import java.util.concurrent.TimeUnit;

/**
 * Answers that are not JSON. One is the affair of its event; several in a row come from something that stands before the
 * webhook, and say nothing of any event. So the first of a row wait a moment to learn which of both they are.
 */
final class OddAnswers {

    private static final long PATIENCE_MILLIS = 1000;

    private volatile Row row = new Row();

    private static final class Row {
        private int length;
        private boolean full;
        private boolean over;
    }

    /** Another one; true if it is one of a row of so many, be it the last of them or one that waited for the last. */
    synchronized boolean isOneOf(int many) {
        Row mine = row;
        mine.length++;
        if (mine.length >= many) {
            mine.full = true;
            notifyAll();
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
