package com.eventcourier.webhook;

import java.util.ArrayDeque;
import java.util.Deque;

/** Who waits at a gate, in the order of coming; those that were not refused yet go first. The gate's lock guards it. */
final class WaitingLine {

    private final Deque<Waiter> waiters = new ArrayDeque<>();

    static final class Waiter {
        private final boolean fresh;

        private Waiter(boolean fresh) {
            this.fresh = fresh;
        }
    }

    Waiter join(boolean fresh) {
        Waiter waiter = new Waiter(fresh);
        waiters.addLast(waiter);
        return waiter;
    }

    void leave(Waiter waiter) {
        waiters.remove(waiter);
    }

    boolean isFirst(Waiter waiter) {
        for (Waiter one : waiters) {
            if (one.fresh) {
                return one == waiter;
            }
        }
        return waiters.peekFirst() == waiter;
    }

    int size() {
        return waiters.size();
    }
}
