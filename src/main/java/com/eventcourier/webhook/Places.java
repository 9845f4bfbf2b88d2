package com.eventcourier.webhook;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many POSTs of an account may be under way, and how fast they follow each other. The permit comes first: a turn of
 * the pace that is kept for later would be one too many then.
 */
final class Places {

    private static final long LOOK_AT_STOP_MILLIS = 100;
    private static final long LOOK_FOR_ROOM_MILLIS = 5;

    /** Of so many places, those that let others go first have one while somebody else waits. */
    private static final int ONE_OF = 8;

    private final Semaphore permits;
    private final int all;
    private final Pace pace;
    private final Gate gate;
    private final AtomicInteger yielding = new AtomicInteger();

    Places(int all, Pace pace, Gate gate) {
        this.permits = new Semaphore(all, true);
        this.all = all;
        this.pace = pace;
        this.gate = gate;
    }

    /** POSTs under way, without those that only wait for their turn. */
    int taken() {
        return Math.max(0, all - permits.availablePermits() - pace.waiting());
    }

    /**
     * Waits for a permit and a turn. Gives the turn back if it may post; {@code LATER} if the gate shut first, null on the
     * stop.
     *
     * @param yields whether others go first
     */
    Turn take(Turn turn, boolean yields) throws InterruptedException {
        boolean permitted = false;
        boolean taken = false;
        boolean mayQueue = !yields;
        try {
            while (!mayQueue && !isOver(turn)) {
                mayQueue = isOneOfFew() || pause();
            }
            permitted = mayQueue && permits.tryAcquire(0, TimeUnit.MILLISECONDS);
            while (mayQueue && !permitted && !gate.isReleased()) {
                permitted = permits.tryAcquire(LOOK_AT_STOP_MILLIS, TimeUnit.MILLISECONDS);
            }
            taken = permitted && pace.await(() -> isOver(turn));
            return taken ? turn : gate.isReleased() ? null : Turn.LATER;
        } finally {
            if (!taken) {
                if (permitted) {
                    permits.release();
                }
                if (yields && mayQueue) {
                    yielding.decrementAndGet();
                }
                gate.giveBack(turn);
            }
        }
    }

    private boolean isOneOfFew() {
        if (yielding.incrementAndGet() <= Math.max(1, all / ONE_OF) || !permits.hasQueuedThreads()) {
            return true;
        }
        yielding.decrementAndGet();
        return false;
    }

    private static boolean pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_FOR_ROOM_MILLIS);
        return false;
    }

    private boolean isOver(Turn turn) {
        return gate.isReleased() || turn == Turn.FREE && !gate.isOpen();
    }

    /** The POST is over, or was none; said by one that took a place. */
    void leave(boolean yields) {
        permits.release();
        if (yields) {
            yielding.decrementAndGet();
        }
    }
}
