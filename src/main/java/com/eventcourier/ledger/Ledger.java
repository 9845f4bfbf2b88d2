package com.eventcourier.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
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

    private Ledger(LedgerFile file, HikariDataSource readers, Connection connection) throws SQLException {
        this.readers = readers;
        KeyRuns runs = new KeyRuns(connection);
        queries = new LedgerQueries(readers);
        book = new Book(connection, queries.deadKeys(), runs);
        writer = new LedgerWriter(file, connection, book);
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
            Ledger opened = new Ledger(ledger, pool(ledger.readers()), ledger.writer());
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
        submit(open -> Recovery.afterStop(open, check)).await();
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

    /** Is told how many nanoseconds each commit took, by the thread that writes. */
    public void onCommit(LongConsumer listener) {
        writer.onCommit(listener);
    }

    /** Hands an outcome over; {@code afterCommit} runs when it is on disk. Waits while the writer is behind. */
    public void settle(Settlement settlement, Runnable afterCommit) {
        writer.submit(Change.of(open -> open.settle(settlement), () -> {
            keys.release(settlement.key(), settlement.id());
            afterCommit.run();
        }));
    }

    /** Puts a mark on disk: up to there records may be sent. */
    public void mark(long arrival, long mark, Runnable afterCommit) {
        writer.submit(Change.of(open -> open.mark(arrival, mark), afterCommit));
    }

    /** Finds or begins the arrival of this content in this feed. */
    public ArrivalRow openArrival(Incoming incoming) {
        return submit(open -> Arrivals.open(open, incoming)).await();
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
        return submit(open -> Arrivals.takeIn(open, incoming, records, events)).await();
    }

    /** Finds or begins the arrival of a message; its mark is on disk when this returns: all of its records may be sent. */
    public OpenedMessage openMessage(Incoming in, Delivered delivered) {
        return submit(open -> Messages.open(open, in, delivered)).await();
    }

    /** Ends the messages that were opened before a time and that their queue has forgotten by now. */
    public void endOldMessages(Instant openedBefore) {
        submit(open -> Messages.endOld(open, openedBefore)).await();
    }

    /** The queue has deleted the message of an arrival; nobody waits until that is on disk. */
    public void messageDeleted(long arrival) {
        writer.submit(Change.of(open -> Arrivals.moved(open, arrival), () -> {}));
    }

    /** What a stop left unsent of an arrival is about to be sent. */
    public void forgetUnsent(long arrival) {
        submit(open -> Arrivals.forgetUnsent(open, arrival)).await();
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
        submit(open -> Arrivals.read(open, progress, fault)).await();
        unfollow(progress.arrival());
    }

    /**
     * Reading stopped in order before the end: rows behind {@code reached} were never sent, whatever the mark allowed. Every
     * outcome handed over before is on disk when this returns.
     */
    public void arrivalStopped(long arrival, long reached) {
        submit(open -> Arrivals.stopped(open, arrival, reached)).await();
    }

    /** The same, said when the courier stops; nobody waits until it is on disk. */
    public void arrivalStops(long arrival, long reached) {
        submit(open -> Arrivals.stopped(open, arrival, reached));
    }

    /** The source object of an arrival that was being read is gone: it ends with what has an outcome. */
    public void arrivalLost(long arrival, String fault) {
        submit(open -> Arrivals.lost(open, arrival, fault)).await();
    }

    /** Names the dead letters that go into the rejected file with this number; returns how many there are. */
    public long gatherRejected(long arrival, int number) {
        return submit(open -> Arrivals.gatherRejected(open, arrival, number)).await();
    }

    /** The report with this number and its rejected file are on disk; complete when no event of it can change any more. */
    public void arrivalReported(long arrival, int reports, boolean complete) {
        submit(open -> Arrivals.reported(open, arrival, reports, complete)).await();
    }

    /** The source object is gone from where it came in. */
    public void arrivalMoved(long arrival) {
        submit(open -> Arrivals.moved(open, arrival)).await();
    }

    /**
     * Takes due events of an account and of these feeds for sending, in order of due time. They are marked on disk first, so that a crash
     * from here on is known as a possible duplicate.
     */
    public List<KeptRow> takeDue(String account, Collection<String> feeds, Instant now, int most) {
        return submit(open -> Retries.take(open, account, feeds, now, most)).await();
    }

    /** Of what was taken for sending, these were not begun. Nobody waits until that is on disk. */
    public void giveBack(List<LetterId> letters) {
        if (!letters.isEmpty()) {
            submit(open -> Retries.giveBack(open, letters));
        }
    }

    /** The dead letters were handed on to their route. */
    public void handedOn(List<LetterId> letters) {
        submit(open -> Retries.handedOn(open, letters)).await();
    }

    /** Removes outcomes of an arrival that were kept long enough: one step, from where another one ended. */
    List<PurgeStep> purge(List<PurgeStep> from, Retention retention, Instant now) {
        return submit(open -> Outdated.remove(open, from, retention, now)).await();
    }

    /**
     * The account's key epoch; checks that its target is the one that this ledger knows.
     *
     * @param change what the operator said of a changed target: null, "same-target" or "new-target"
     */
    public long accountEpoch(String account, String fingerprint, String change) {
        return submit(open -> AccountTargets.epoch(open, account, fingerprint, change))
                .await();
    }

    /** What waits goes to the account that its feed has now. */
    public void accountsAre(Map<String, String> accountByFeed) {
        submit(open -> {
                    for (Map.Entry<String, String> feed : accountByFeed.entrySet()) {
                        open.update(
                                "update kept set account = ? where feed = ? and account <> ? and " + Retries.WAITING,
                                feed.getValue(),
                                feed.getKey(),
                                feed.getValue());
                    }
                    return null;
                })
                .await();
    }

    /** Puts a small fact where a second process can read it, for one who says it again soon: a ledger at fault is spared it. */
    public void note(String name, String value) {
        if (fault() == null) {
            keep(name, value);
        }
    }

    /** Puts a small fact where a second process and the next start can read it. */
    public void keep(String name, String value) {
        submit(open -> open.update(
                "insert into heartbeat (name, value, at) values (?, ?, ?)"
                        + " on conflict (name) do update set value = excluded.value, at = excluded.at",
                name,
                value,
                open.now()));
    }

    /** Returns when everything handed over so far is on disk. */
    public void flush() {
        submit(open -> null).await();
    }

    /** What people change in it. */
    public LedgerDesk desk() {
        return new LedgerDesk(this);
    }

    <T> T now(Work<T> work) {
        return submit(work).await();
    }

    void soon(Work<?> work) {
        submit(work);
    }

    interface Work<T> {
        T run(Book open) throws SQLException;
    }

    private <T> Awaited<T> submit(Work<T> work) {
        Awaited<T> change = new Awaited<>(work);
        writer.submit(change);
        return change;
    }

    /** The courier begins to stop: if the ledger cannot be written, that is no longer waited for as long as it takes. */
    public void stopBegins() {
        writer.stopBegins();
    }

    /** Writes what was handed over, then closes. */
    @Override
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
