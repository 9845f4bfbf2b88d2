package com.eventcourier.webhook;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Guards the state of a gate, and wakes those who wait for a change of it. */
final class GateLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    final transient Condition changed = newCondition();

    <T> T ask(Supplier<T> question) {
        lock();
        try {
            return question.get();
        } finally {
            unlock();
        }
    }

    /** Asks what changes the answer to others, too. */
    <T> T decide(Supplier<T> question) {
        lock();
        try {
            return question.get();
        } finally {
            changed.signalAll();
            unlock();
        }
    }

    void change(Runnable what) {
        decide(() -> {
            what.run();
            return null;
        });
    }
}
