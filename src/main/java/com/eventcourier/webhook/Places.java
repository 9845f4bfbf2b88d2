package com.eventcourier.webhook;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many POSTs of an account may be under way, and how fast they follow each other. The permit comes first: a turn of
 * the pace that is kept for later would be one too many then.
 */
final class Places {

    private static final long LOOK_AT_STOP_MILLIS = 100;

    private final Semaphore permits;
    private final int all;
    private final Pace pace;
    private final Gate gate;

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

    /** Waits for a permit and a turn. Gives the turn back if it may post; {@code LATER} if the gate shut first, null on the stop. */
    Turn take(Turn turn) throws InterruptedException {
        boolean permitted = false;
        boolean taken = false;
        try {
            permitted = permits.tryAcquire(0, TimeUnit.MILLISECONDS);
            while (!permitted && !gate.isReleased()) {
                permitted = permits.tryAcquire(LOOK_AT_STOP_MILLIS, TimeUnit.MILLISECONDS);
            }
            taken = permitted && pace.await(() -> isOver(turn));
            return taken ? turn : gate.isReleased() ? null : Turn.LATER;
        } finally {
            if (!taken) {
                if (permitted) {
                    permits.release();
                }
                gate.giveBack(turn);
            }
        }
    }

    private boolean isOver(Turn turn) {
        return gate.isReleased() || turn == Turn.FREE && !gate.isOpen();
    }

    /** The POST is over, or was none. */
    void leave() {
        permits.release();
    }
}
