package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.OpenedMessage;
import com.eventcourier.ledger.Progress;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.Resume;
import com.eventcourier.ledger.State;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message while its records are delivered, one after the other, by the thread that has it in hand. */
public final class OpenMessage implements Progress, Iterable<Delivery> {

    private static final Logger LOG = LoggerFactory.getLogger(OpenMessage.class);
    private static final String PROPERTY = "courier-message";

    private final long receivedNanos = System.nanoTime();
    private final OpenFeed feed;
    private final OpenedMessage opened;
    private final MessageContent content;
    private final BooleanSupplier stopping;
    private final Consumer<OpenMessage> leave;
    private final List<RawRecord> left;
    private boolean queuesUp;
    private boolean returned;
    private boolean whole;
    private boolean again;

    OpenMessage(
            OpenFeed feed,
            OpenedMessage opened,
            MessageContent content,
            BooleanSupplier stopping,
            Consumer<OpenMessage> leave) {
        this.feed = feed;
        this.opened = opened;
        this.content = content;
        this.stopping = stopping;
        this.leave = leave;
        this.queuesUp = opened.laneTaken();
        this.left = opened.row().is(ArrivalRow.READING) ? unsettled(content) : List.of();
    }

    private List<RawRecord> unsettled(MessageContent all) {
        Stream<RawRecord> records = all.records().stream();
        return records.filter(raw -> !resume().settled(raw.position())).toList();
    }

    static OpenMessage of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, OpenMessage.class);
    }

    void belongsTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** What has no outcome yet, in order, until the courier stops; a route splits it. */
    @Override
    public Iterator<Delivery> iterator() {
        Iterator<RawRecord> records = left.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                returned |= records.hasNext() && stopping.getAsBoolean();
                return !returned && records.hasNext();
            }

            @Override
            public Delivery next() {
                RawRecord raw = records.next();
                RecordId id = new RecordId(arrival(), raw.position(), 0);
                return new Delivery(feed, id, raw.bytes(), new MessageRecord(OpenMessage.this, raw));
            }
        };
    }

    OpenFeed feed() {
        return feed;
    }

    ArrivalRow row() {
        return opened.row();
    }

    Resume resume() {
        return opened.resume();
    }

    MessageContent content() {
        return content;
    }

    /** What is left of the time that it may wait for its account. */
    long patienceNanos() {
        return Math.max(0, feed.queue().hold().toNanos() - (System.nanoTime() - receivedNanos));
    }

    /** Whether something before it in its lane is not settled. */
    boolean queuesUp() {
        return queuesUp;
    }

    void decided(State state, boolean kept) {
        boolean waits = state == State.RETRY || state == State.PENDING;
        returned |= waits && !kept;
        queuesUp |= waits && kept && feed.queue().isFifo();
    }

    /** Whether every record has an outcome, and none was left to the queue. */
    boolean isAtEnd() {
        return !returned;
    }

    /** All of it is on disk: the queue may delete it. */
    void ended() {
        whole = true;
    }

    /** It could not be deleted, or something kept it from its end: the queue hands it over again. */
    void comesAgain(Throwable fault) {
        again = true;
        LOG.warn(
                "Message {} of feed {} comes again: {}. What has an outcome is not sent again.",
                row().name(),
                feed.name(),
                QueueFault.sentence(fault));
    }

    /** The queue has deleted it. */
    boolean isDeleted() {
        return whole && !again;
    }

    /** Its way through the route is over. */
    void left() {
        leave.accept(this);
    }

    @Override
    public long arrival() {
        return row().id();
    }

    @Override
    public long records() {
        return content.records().size();
    }

    @Override
    public long bytes() {
        return row().size();
    }

    @Override
    public long settledTo() {
        return row().settledTo();
    }
}
