package com.eventcourier.feed;

import com.eventcourier.webhook.Account;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the redelivery of an account that something came into the ledger which is due at once. */
final class Bell {

    private final Map<String, Semaphore> rung = new ConcurrentHashMap<>();

    /** Where the gate is shut nothing is sent now, and looking at the ledger for each new event would be for nothing. */
    void ring(Account account) {
        Semaphore bell = bell(account.name());
        if (bell.availablePermits() == 0 && account.gate().isOpen()) {
            bell.release();
        }
    }

    /** Waits until the bell rings, or this long; it may have rung before. */
    void await(String account, long millis) {
        Semaphore bell = bell(account);
        try {
            if (bell.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Semaphore bell(String account) {
        return rung.computeIfAbsent(account, name -> new Semaphore(0));
    }
}
