package com.eventcourier.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;

/**
 * The durable record of every record's fate, in one file. Only one process writes it; any may read it
 * ({@link LedgerQueries}).
 */
public final class Ledger implements AutoCloseable {

    private static final int READERS = 8;

    private final HikariDataSource readers;
    private final Book book;
    private final LedgerWriter writer;
    private final Keys keys;
    private final LedgerQueries queries;

    private Ledger(HikariDataSource readers, Connection connection) throws SQLException {
        this.readers = readers;
        KeyRuns runs = new KeyRuns(connection);
        queries = new LedgerQueries(readers);
        book = new Book(connection, queries.deadKeys(), runs);
        writer = new LedgerWriter(connection, book);
        keys = new Keys(readers, runs);
    }

    /**
     * Opens the ledger for writing and creates it if need be.
     *
     * @throws LedgerFault when it cannot be opened
     */
    public static Ledger open(Path file) {
        LedgerFile ledger = new LedgerFile(file);
        StartCheck check = ledger.prepare();
        try {
            Ledger opened = new Ledger(pool(ledger.readers()), ledger.writer());
            opened.start(check);
            return opened;
        } catch (SQLException e) {
            throw FileTrouble.refusal(file, e);
        }
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setPoolName("ledger");
        return new HikariDataSource(config);
    }

    private void start(StartCheck check) {
        writer.start();
        await(submit(open -> Recovery.afterStop(open, check)));
    }

    public Keys keys() {
        return keys;
    }

    public LedgerQueries queries() {
        return queries;
    }

    /** Why the ledger cannot be written at this moment; null when it can. */
    public String fault() {
        return writer.fault();
    }

    /** Hands an outcome over; {@code afterCommit} runs when it is on disk. Waits while the writer is behind. */
    public void settle(Settlement settlement, Runnable afterCommit) {
        writer.submit(new LedgerWriter.Change() {
            @Override
            public void apply(Book open) throws SQLException {
                open.settle(settlement);
            }

            @Override
            public void committed() {
                keys.release(settlement.key(), settlement.id());
                afterCommit.run();
            }
        });
    }

    /** Puts a mark on disk: up to there records may be sent. */
    public void mark(long arrival, long mark, Runnable afterCommit) {
        writer.submit(new LedgerWriter.Change() {
            @Override
            public void apply(Book open) throws SQLException {
                open.mark(arrival, mark);
            }

            @Override
            public void committed() {
                afterCommit.run();
            }
        });
    }

    /** Finds or begins the arrival of this content in this feed. */
    public ArrivalRow openArrival(Incoming incoming) {
        return await(submit(open -> Arrivals.open(open, incoming)));
    }

    /**
     * Takes in what cannot be read again: the arrival and what is decided of each of its events, in one commit. It is on
     * disk when this returns; what is {@link State#PENDING} is sent from here.
     *
     * @param records how many records it had
     * @param events their {@link RecordId} names no arrival yet
     * @return the number of the arrival
     */
    public long takeIn(Incoming incoming, long records, List<Settlement> events) {
        return await(submit(open -> Arrivals.takeIn(open, incoming, records, events)));
    }

    /** What a stop left unsent of an arrival is about to be sent. */
    public void forgetUnsent(long arrival) {
        await(submit(open -> Arrivals.forgetUnsent(open, arrival)));
    }

    /** From now on the reader is asked for its counts at each commit. */
    public void follow(Progress progress) {
        book.follow(progress);
    }

    public void unfollow(long arrival) {
        book.unfollow(arrival);
    }

    /** The reader came to the end; every outcome handed over before is on disk when this returns. */
    public void arrivalRead(Progress progress, String fault) {
        await(submit(open -> Arrivals.read(open, progress, fault)));
        unfollow(progress.arrival());
    }

    /**
     * Reading stopped in order before the end: rows behind {@code reached} were never sent, whatever the mark allowed. Every
     * outcome handed over before is on disk when this returns.
     */
    public void arrivalStopped(long arrival, long reached) {
        await(submit(open -> Arrivals.stopped(open, arrival, reached)));
    }

    /** The source object of an arrival that was being read is gone: it ends with what has an outcome. */
    public void arrivalLost(long arrival, String fault) {
        await(submit(open -> Arrivals.lost(open, arrival, fault)));
    }

    /** Names the dead letters that go into the rejected file with this number; returns how many there are. */
    public long gatherRejected(long arrival, int number) {
        return await(submit(open -> Arrivals.gatherRejected(open, arrival, number)));
    }

    /** The report with this number and its rejected file are on disk; complete when no event of it can change any more. */
    public void arrivalReported(long arrival, int reports, boolean complete) {
        await(submit(open -> Arrivals.reported(open, arrival, reports, complete)));
    }

    /** The source object is gone from where it came in. */
    public void arrivalMoved(long arrival) {
        await(submit(open -> Arrivals.moved(open, arrival)));
    }

    /**
     * Takes due events of an account and of these feeds for sending, in order of due time. They are marked on disk first, so that a crash
     * from here on is known as a possible duplicate.
     */
    public List<KeptRow> takeDue(String account, Collection<String> feeds, Instant now, int most) {
        return await(submit(open -> Retries.take(open, account, feeds, now, most)));
    }

    /** The dead letters were handed on to their route. */
    public void handedOn(List<LetterId> letters) {
        await(submit(open -> Retries.handedOn(open, letters)));
    }

    /** Removes outcomes of an arrival that were kept long enough: one step, from where another one ended. */
    PurgeStep purge(PurgeStep from, Retention retention, Instant now) {
        return await(submit(open -> Outdated.remove(open, from, retention, now)));
    }

    /**
     * The account's key epoch; checks that its target is the one that this ledger knows.
     *
     * @param change what the operator said of a changed target: null, "same-target" or "new-target"
     */
    public long accountEpoch(String account, String fingerprint, String change) {
        return await(submit(open -> AccountTargets.epoch(open, account, fingerprint, change)));
    }

    /** Puts a small fact where a second process can read it. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a note
    public void note(String name, String value) {
        submit(open -> open.update(
                "insert into heartbeat (name, value, at) values (?, ?, ?)"
                        + " on conflict (name) do update set value = excluded.value, at = excluded.at",
                name,
                value,
                open.now()));
    }

    /** Returns when everything handed over so far is on disk. */
    public void flush() {
        await(submit(open -> null));
    }

    /** What people change in it. */
    public LedgerDesk desk() {
        return new LedgerDesk(this);
    }

    <T> T now(Work<T> work) {
        return await(submit(work));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    void soon(Work<?> work) {
        submit(work);
    }

    interface Work<T> {
        T run(Book open) throws SQLException;
    }

    private <T> CompletableFuture<T> submit(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        writer.submit(new LedgerWriter.Change() {
            private T result;
            private LedgerFault refused;

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
            public void committed() {
                if (refused == null) {
                    done.complete(result);
                } else {
                    done.completeExceptionally(refused);
                }
            }
        });
        return done;
    }

    private static <T> T await(CompletableFuture<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
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

    /** Writes what was handed over, then closes. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the writer ends with it, or cannot write it
    public void close() {
        submit(Recovery::beforeStop);
        try {
            writer.close();
        } catch (SQLException e) {
            throw new LedgerFault("The ledger did not close cleanly: " + e.getMessage(), e);
        } finally {
            readers.close();
        }
    }
}
