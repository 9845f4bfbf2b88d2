package com.eventcourier.feed;

import com.eventcourier.ledger.Handful;
import java.util.concurrent.TimeUnit;

/**
 * How far a source may be read ahead of its outcomes: what is handed out and not settled, together with what the mark
 * allows beyond, is never more than {@value #MOST_UNSETTLED} records. These are all that a crash can make doubtful.
 */
final class HandOut {

    static final int MOST_UNSETTLED = 2000;
    static final long FOREVER = Long.MAX_VALUE;
    static final long STOPPED = -1;
    static final long NOT_YET = -2;
    private static final int MOST_OUT = 1000;
    private static final int AHEAD = MOST_UNSETTLED - MOST_OUT;
    private final long[] positions = new long[MOST_OUT];
    private final boolean[] settled = new boolean[MOST_OUT];
    private final int[] sizes = new int[MOST_OUT];
    private long bytes;
    private long first;
    private long next;
    private long mark;
    private long asked;
    private long settledTo;
    private long reached;
    private boolean stopped;

    HandOut(long mark, long settledTo) {
        this.mark = mark;
        this.asked = mark;
        this.reached = mark;
        this.settledTo = settledTo;
    }

    /** The mark to put on disk before reading goes on well; 0 when the present one is far enough ahead. */
    synchronized long markToAsk(long position) {
        if (position + AHEAD / 2 <= asked) {
            return 0;
        }
        asked = position + AHEAD;
        return asked;
    }

    synchronized void marked(long onDisk) {
        mark = Math.max(mark, onDisk);
        notifyAll();
    }

    /**
     * Waits until the record at this position may be handed out.
     *
     * @param size of the record, in bytes
     * @param until a time of {@link System#nanoTime}, or {@link #FOREVER}
     * @return its number, for {@link #settle}; {@link #NOT_YET} when the time is over, {@link #STOPPED} when the courier
     *     stops
     */
    synchronized long take(long position, int size, long until) throws InterruptedException {
        while (!stopped && (next - first >= MOST_OUT || mark < position || isTooMuch(size))) {
            if (until == FOREVER) {
                wait();
            } else if (until - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
            } else {
                return NOT_YET;
            }
        }
        if (stopped) {
            return STOPPED;
        }
        int slot = (int) (next % MOST_OUT);
        positions[slot] = position;
        reached = Math.max(reached, position);
        settled[slot] = false;
        sizes[slot] = size;
        bytes += size;
        return next++;
    }

    /** One always passes, however large. */
    private boolean isTooMuch(int size) {
        return bytes > 0 && bytes + size > Handful.MOST_BYTES;
    }

    /** The outcome of the record with this number is on disk. */
    synchronized void settle(long number) {
        int slot = (int) (number % MOST_OUT);
        boolean full = next - first >= MOST_OUT || bytes > Handful.MOST_BYTES / 2;
        settled[slot] = true;
        bytes -= sizes[slot];
        sizes[slot] = 0;
        while (first < next && settled[(int) (first % MOST_OUT)]) {
            settledTo = Math.max(settledTo, positions[(int) (first % MOST_OUT)]);
            first++;
        }
        if (full || first == next) {
            notifyAll();
        }
    }

    /** Waits until everything that was handed out has its outcome on disk, or the courier stops. */
    synchronized void awaitSettled() throws InterruptedException {
        while (!stopped && first < next) {
            wait();
        }
    }

    synchronized long settledTo() {
        return settledTo;
    }

    /** How many records were handed out by this run. */
    synchronized long handedOut() {
        return next;
    }

    /** How many records were handed out by this run and have no outcome on disk yet; at most some more than really. */
    synchronized long unsettled() {
        return next - first;
    }

    /** Up to where records may have been sent, in this run or an earlier one; what is behind it was never handed out. */
    synchronized long reached() {
        return reached;
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
