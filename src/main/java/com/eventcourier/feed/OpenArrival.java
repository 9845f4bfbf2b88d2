package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Progress;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.Resume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An arrival while it is read: hands out its records one at a time, never further ahead than the mark on disk, and skips
 * what has its outcome already.
 */
public final class OpenArrival implements Iterator<Delivery>, Progress {

    private final ArrivalRow row;
    private final OpenFeed feed;
    private final FileStamp stamp;
    private final RecordReader reader;
    private final RecordParser parser;
    private final FeedMapping mapping;
    private final Resume resume;
    private final Ledger ledger;
    private final HandOut handOut;
    private final long startedNanos = System.nanoTime();
    private final AtomicLong records = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile boolean stopped;
    private volatile String fault;
    private RawRecord waiting;
    private volatile Delivery next;
    private volatile boolean ended;

    OpenArrival(ArrivalRow row, OpenFeed feed, FileStamp stamp, RecordReader reader, Resume resume, Ledger ledger) {
        this.row = row;
        this.feed = feed;
        this.stamp = stamp;
        this.reader = reader;
        this.parser = reader == null ? null : new RecordParser(reader.format(), reader.header());
        this.mapping = reader == null ? null : feed.mappings().of(reader.format());
        this.resume = resume;
        this.ledger = ledger;
        this.handOut = new HandOut(row.mark(), row.settledTo());
    }

    /** An arrival with nothing to read: it was read before, or its file is refused as a whole. */
    OpenArrival(ArrivalRow row, OpenFeed feed, FileStamp stamp, String fault) {
        this(row, feed, stamp, null, null, null);
        this.fault = fault;
    }

    /** Waits until a record may be handed out, or there is none left. */
    @Override
    public boolean hasNext() {
        reading.lock();
        try {
            advance(HandOut.FOREVER);
            return next != null;
        } finally {
            reading.unlock();
        }
    }

    @Override
    public Delivery next() {
        reading.lock();
        try {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return handOver();
        } finally {
            reading.unlock();
        }
    }

    /**
     * The next record, or null when there is none to hand out until then: a worker that waited longer would be missing
     * where other files of the account need it.
     *
     * @param until a time of {@link System#nanoTime}
     */
    Delivery take(long until) {
        boolean mine = false;
        try {
            mine = reading.tryLock() || reading.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!mine) {
                return null;
            }
            advance(until);
            return handOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            if (mine) {
                reading.unlock();
            }
        }
    }

    private Delivery handOver() {
        Delivery delivery = next;
        next = null;
        return delivery;
    }

    /** Takes no lock: the worker that asks has a record in hand, which another one that holds the lock may wait for. */
    boolean isAtEnd() {
        return next == null && (ended || stopped);
    }

    /** What the workers take of it. A route splits them. */
    public Iterator<Share> shares() {
        return Share.of(this);
    }

    private void advance(long until) {
        // no thread waits for the morning: the file is opened again then, and goes on here
        stopped |= !ended && !feed.mayRead();
        if (next != null || ended || stopped || reader == null) {
            return;
        }
        boolean well = false;
        try {
            readOn(until);
            well = true;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fault = "The file could not be read on after record " + records.get() + ": " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped |= !well;
        }
    }

    private void readOn(long until) throws IOException, InterruptedException {
        if (waiting == null) {
            waiting = nextUnsettled();
        }
        if (waiting == null) {
            ended = true;
            return;
        }
        long mark = handOut.markToAsk(waiting.position());
        if (mark > 0) {
            ledger.mark(row.id(), mark, () -> handOut.marked(mark));
        }
        long number = handOut.take(waiting.position(), waiting.bytes().length, until);
        if (number == HandOut.STOPPED) {
            stopped = true;
        } else if (number != HandOut.NOT_YET) {
            RecordId id = new RecordId(row.id(), waiting.position(), 0);
            next = new Delivery(feed, id, waiting.bytes(), new Source(this, waiting, number));
            waiting = null;
            records.incrementAndGet();
        }
    }

    private RawRecord nextUnsettled() throws IOException {
        while (reader.hasNext()) {
            RawRecord raw = reader.next();
            if (!resume.settled(raw.position())) {
                return raw;
            }
            records.incrementAndGet();
        }
        return null;
    }

    FeedMapping mapping() {
        return mapping;
    }

    RecordParser parser() {
        return parser;
    }

    Resume resume() {
        return resume;
    }

    HandOut handOut() {
        return handOut;
    }

    ArrivalRow row() {
        return row;
    }

    OpenFeed feed() {
        return feed;
    }

    FileStamp stamp() {
        return stamp;
    }

    Path file() {
        return stamp.file();
    }

    /** Why reading broke off, or why the file was refused; null when nothing was wrong. */
    public String fault() {
        return fault;
    }

    /** What was wrong with the source as a whole, known at its end; null when nothing. */
    String endFault() {
        return fault != null || reader == null || reader.end() == null
                ? fault
                : reader.end().message();
    }

    /** The file is plainly wrong: nothing of it was sent. */
    boolean isRefused() {
        return reader == null && fault != null && records() == 0;
    }

    /** The account that its events go to. */
    public String account() {
        return feed.account().name();
    }

    /** No more records are handed out; the rest waits in the source. */
    public void stop() {
        stopped = true;
        handOut.stop();
    }

    /** Waits until every record handed out has its outcomes on disk; a stop ends the wait, and the arrival is not whole. */
    void awaitSettled() {
        try {
            handOut.awaitSettled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Up to where records may have been sent. */
    long reached() {
        return handOut.reached();
    }

    /** Whether it was read to its end, and not stopped in the middle. A route asks. */
    public boolean isWhole() {
        return !stopped;
    }

    void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    RecordReader reader() {
        return reader;
    }

    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    @Override
    public long arrival() {
        return row.id();
    }

    @Override
    public long records() {
        return Math.max(records.get(), row.records());
    }

    @Override
    public long bytes() {
        return reader == null ? row.bytes() : Math.max(reader.bytesRead(), row.bytes());
    }

    @Override
    public long settledTo() {
        return handOut.settledTo();
    }
}
