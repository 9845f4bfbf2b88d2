package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Progress;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.Resume;
import com.eventcourier.ledger.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

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
    private volatile boolean stopped;
    private volatile String fault;
    private volatile Delivery next;
    private volatile boolean ended;

    OpenArrival(ArrivalRow row, OpenFeed feed, FileStamp stamp, RecordReader reader, Resume resume, Ledger ledger) {
        this.row = row;
        this.feed = feed;
        this.stamp = stamp;
        this.reader = reader;
        this.parser = new RecordParser(reader.format(), reader.header());
        this.mapping = feed.mappings().of(reader.format());
        this.resume = resume;
        this.ledger = ledger;
        this.handOut = new HandOut(row.mark(), row.settledTo());
    }

    /** An arrival with nothing to read: it was read before, or its file is refused as a whole. */
    OpenArrival(ArrivalRow row, OpenFeed feed, FileStamp stamp, String fault) {
        this.row = row;
        this.feed = feed;
        this.stamp = stamp;
        this.reader = null;
        this.parser = null;
        this.mapping = null;
        this.resume = null;
        this.ledger = null;
        this.handOut = new HandOut(row.mark(), row.settledTo());
        this.fault = fault;
    }

    @Override
    public synchronized boolean hasNext() {
        if (next == null && !ended && !stopped && reader != null) {
            try {
                next = readOn();
            } catch (IOException | RuntimeException e) {
                fault = "The file could not be read on after record " + records.get() + ": " + e.getMessage();
                stopped = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public synchronized Delivery next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Delivery delivery = next;
        next = null;
        return delivery;
    }

    /** The next record, or null when there is none to hand out. */
    synchronized Delivery take() {
        return hasNext() ? next() : null;
    }

    /** Takes no lock: the worker that asks has a record in hand, which another one that holds the lock may wait for. */
    boolean isAtEnd() {
        return next == null && (ended || stopped);
    }

    /** What the workers take of it. A route splits them. */
    public Iterator<Share> shares() {
        return Share.of(this);
    }

    private Delivery readOn() throws IOException, InterruptedException {
        while (reader.hasNext()) {
            RawRecord raw = reader.next();
            records.incrementAndGet();
            if (resume.settled(raw.position())) {
                continue;
            }
            long mark = handOut.markToAsk(raw.position());
            if (mark > 0) {
                ledger.mark(row.id(), mark, () -> handOut.marked(mark));
            }
            long number = handOut.take(raw.position());
            if (number < 0) {
                records.decrementAndGet();
                stopped = true;
                return null;
            }
            return new Delivery(
                    feed, new RecordId(row.id(), raw.position(), 0), raw.bytes(), new Source(this, raw, number));
        }
        return null;
    }

    /** The record's way back: counts its events down and tells the hand-out when all are on disk. */
    static final class Source implements Delivery.Origin {
        private final OpenArrival arrival;
        private final RawRecord raw;
        private final long number;
        private final AtomicInteger open = new AtomicInteger(1);

        private Source(OpenArrival arrival, RawRecord raw, long number) {
            this.arrival = arrival;
            this.raw = raw;
            this.number = number;
        }

        FeedMapping mapping() {
            return arrival.mapping;
        }

        ParsedRecord parse() {
            return arrival.parser.parse(raw);
        }

        /** Whether one event of the record has its outcome from before a stop. */
        boolean isSettled(int sub) {
            State known = arrival.resume.state(raw.position(), sub);
            return known != null && known != State.PENDING;
        }

        void expect(int events) {
            open.set(events);
        }

        @Override
        public boolean patient() {
            return true;
        }

        @Override
        public boolean stopping() {
            return false;
        }

        @Override
        public boolean doubtful(RecordId id) {
            return id.position() <= arrival.row.mark()
                    && arrival.resume.state(id.position(), id.sub()) != State.PENDING;
        }

        @Override
        public byte[] contentHash() {
            return arrival.row.hash();
        }

        @Override
        public void settled(Delivery delivery) {
            if (open.decrementAndGet() == 0) {
                arrival.handOut.settle(number);
            }
        }
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
    String fault() {
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
