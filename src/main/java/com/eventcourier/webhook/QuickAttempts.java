package com.eventcourier.webhook;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The attempts that an event has at once, before it waits in the ledger for the next. */
final class QuickAttempts {

    private final int most;
    private final Gate gate;

    QuickAttempts(int most, Gate gate) {
        this.most = most;
        this.gate = gate;
    }

    /** Rests a moment and says whether another is to be made; not where it is no use. */
    boolean another(int made, Verdict last) {
        return made < most && isWorthAnother(last) && rest();
    }

    /** A target that said when to come back is not asked again before. */
    private static boolean isWorthAnother(Verdict verdict) {
        return verdict.outcome() == Outcome.RETRY && verdict.retryAfter() == null;
    }

    /**
     * A short wait of random length, without a permit. Says false where another try now is no use: on the stop, and at a
     * shut gate, which others show better to be well again.
     */
    private boolean rest() {
        if (gate.isReleased()) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(50, 300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !gate.isReleased() && gate.isOpen();
    }
}
