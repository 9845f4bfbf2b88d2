package com.eventcourier.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A change of the ledger that somebody may wait for: its result is there when it is on disk. */
final class Awaited<T> implements Change {

    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final Ledger.Work<T> work;
    private T result;
    private LedgerFault refused;

    Awaited(Ledger.Work<T> work) {
        this.work = work;
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public void apply(Book open) throws SQLException {
        try {
            result = work.run(open);
        } catch (LedgerFault e) {
            refused = e;
        }
    }

    @Override
    public boolean refuses(Exception fault) {
        if (!Refusal.isOfTheChange(fault)) {
            return false;
        }
        done.completeExceptionally(new LedgerFault(
                "The ledger refused this change, and nothing of it was made: " + fault.getMessage(), fault));
        return true;
    }

    @Override
    public void committed() {
        if (refused == null) {
            done.complete(result);
        } else {
            done.completeExceptionally(refused);
        }
    }

    @Override
    public void dropped() {
        done.completeExceptionally(new LedgerFault("The courier stopped before the ledger could be written."));
    }

    /** An interrupt does not end the wait: what was handed over is written all the same. */
    T await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof LedgerFault fault
                            ? fault
                            : new LedgerFault("Ledger fault", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
