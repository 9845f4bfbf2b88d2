package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Changes wait in a bounded queue and go to disk in groups: many outcomes, one fsync. While
 * the disk refuses a group nothing is lost: the group is tried again, the queue fills, and reading stops by itself.
 */
final class LedgerWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int QUEUE = 4096;
    private static final int GROUP = 2000;
    private static final long IDLE_MILLIS = 200;
    private static final int ENOUGH = 400;
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_MILLIS = 100;

    /** A stop has ten seconds for everything, and a database that is locked is not given up before a second more. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final BlockingQueue<Change> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LedgerFile file;
    private final Connection connection;
    private final Book book;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile long stopBy;
    private volatile String fault;
    private volatile LongConsumer onCommit = nanos -> {};

    LedgerWriter(LedgerFile file, Connection connection, Book book) {
        this.file = file;
        this.connection = connection;
        this.book = book;
        this.thread = new Thread(this::work, "ledger-writer");
    }

    void onCommit(LongConsumer listener) {
        onCommit = listener;
    }

    void start() {
        thread.start();
    }

    /** Hands a change over; waits while the queue is full. Once the writer has ended it is dropped, and so is all after it. */
    void submit(Change change) {
        boolean interrupted = false;
        boolean queued = false;
        while (!queued && !ended) {
            try {
                queued = queue.offer(change, STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!queued || ended && queue.remove(change)) {
            change.dropped();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on a ledger that cannot be written is waited for a few seconds more, and not for as long as it takes. */
    void stopBegins() {
        if (!stopping) {
            stopBy = System.nanoTime() + PATIENCE_NANOS;
            stopping = true;
        }
    }

    /** Why the ledger cannot be written at this moment; null when it can. */
    String fault() {
        return fault;
    }

    private void work() {
        List<Change> group = new ArrayList<>(GROUP);
        try {
            writeAll(group);
        } finally {
            ended = true;
            queue.drainTo(group);
            group.forEach(Change::dropped);
        }
    }

    /** @param group holds what could not be written when it ends */
    private void writeAll(List<Change> group) {
        while (!closing || !queue.isEmpty()) {
            if (!gather(group)) {
                continue;
            }
            while (!write(group, false)) {
                if (stopping && System.nanoTime() - stopBy >= 0) {
                    LOG.error(
                            "The ledger could not be written before the stop: {} changes are not in it. Nothing is lost; what may"
                                    + " have been sent is sent again after the next start, and listed as a possible duplicate.",
                            group.size() + queue.size());
                    return;
                }
                rest();
            }
            group.forEach(LedgerWriter::tell);
            group.clear();
        }
    }

    /** In short steps, for a stop has no time for the whole of it. */
    private void rest() {
        long until = System.nanoTime() + RETRY_NANOS;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
        } while (!stopping && System.nanoTime() - until < 0);
    }

    /** The change is on disk; whoever fails to hear of it must not keep the others from it, nor end this thread. */
    private static void tell(Change change) {
        try {
            change.committed();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("A change is on disk, and what was to follow it failed.", e);
        }
    }

    /** Takes what is there; a small group that nobody waits for waits a moment for more, as one fsync serves all. */
    private boolean gather(List<Change> group) {
        try {
            Change next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            long until = System.nanoTime() + LINGER_NANOS;
            boolean awaited = false;
            while (next != null) {
                group.add(next);
                awaited |= next.isAwaited();
                next = group.size() == GROUP ? null : queue.poll();
                if (next == null && !awaited && group.size() < ENOUGH && !closing) {
                    next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            }
            return !group.isEmpty();
        } catch (InterruptedException e) {
            return !group.isEmpty();
        }
    }

    /** @param alone whether each change is put to the database by itself, so that a wrong one is known */
    private boolean write(List<Change> group, boolean alone) {
        long start = System.nanoTime();
        Change wrong = null;
        try {
            file.mustBeInPlace();
            run("begin immediate");
            book.begin();
            for (Change change : group) {
                if (change.isAwaited()) {
                    // what was gathered before is not its fault
                    book.writeGathered();
                }
                try {
                    change.apply(book);
                    if (alone) {
                        book.writeGathered();
                    }
                } catch (SQLException | RuntimeException e) {
                    wrong = change.refuses(e) ? change : null;
                    throw e;
                }
            }
            book.end();
            run("commit");
        } catch (SQLException | RuntimeException | OutOfMemoryError e) {
            rollback();
            if (wrong == null && !alone && Refusal.isOfTheChange(e)) {
                return write(group, true);
            }
            if (wrong == null) {
                failed(e);
                return false;
            }
            LOG.error("The ledger refused one change, which is not made: {}. Everything else goes on.", e.getMessage());
            LOG.debug("Refused change", e);
            group.remove(wrong);
            return write(group, alone);
        }
        written(System.nanoTime() - start);
        return true;
    }

    /** The group is on disk whatever fails here: it must not be written a second time. */
    private void written(long nanos) {
        try {
            book.committed();
            onCommit.accept(nanos);
            recovered();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("A group of changes is on disk, and what was to follow it failed.", e);
        }
    }

    /** Said in SQL: the driver's own bookkeeping of transactions loses count when a full disk rolls one back by itself. */
    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void recovered() {
        if (fault != null) {
            fault = null;
            LOG.info("The ledger can be written again; the courier goes on.");
        }
    }

    private void failed(Throwable e) {
        if (fault == null) {
            fault = e.getMessage();
            LOG.error(
                    "The ledger cannot be written ({}). Nothing is lost: reading stops until it can be. {}; the courier goes on by itself.",
                    e.getMessage(),
                    FileTrouble.of(e).whileRunning());
            LOG.debug("Ledger fault", e);
        } else if (!fault.equals(e.getMessage())) {
            fault = e.getMessage();
            LOG.error("The ledger still cannot be written ({}).", fault);
        }
    }

    private void rollback() {
        try {
            run("rollback");
        } catch (SQLException e) {
            LOG.debug("Rollback failed", e);
        }
        try {
            book.renew();
        } catch (SQLException e) {
            LOG.debug("The statements could not be prepared anew", e);
        }
    }

    /** Writes what is queued, if it can be written, then ends. */
    @Override
    public void close() throws SQLException {
        stopBegins();
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        connection.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
