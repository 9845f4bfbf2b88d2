package com.eventcourier.ledger;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A change of the ledger that somebody may wait for: its result is there when it is on disk. */
final class Awaited<T> implements LedgerWriter.Change {

    /** SQLite's codes for a statement that is wrong, too big, a constraint, a type, a parameter; the low byte of a code. */
    private static final Set<Integer> ITS_OWN = Set.of(1, 18, 19, 20, 25);

    private static final int PRIMARY = 0xff;

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

    /** What is wrong with the disk is not its fault, and is tried again. */
    @Override
    public boolean refuses(Exception fault) {
        if (fault instanceof SQLException sql && !ITS_OWN.contains(sql.getErrorCode() & PRIMARY)) {
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
