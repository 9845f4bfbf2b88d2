package com.eventcourier.feed;

import com.eventcourier.event.Codes;
import com.eventcourier.event.Event;
import com.eventcourier.event.Fault;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.event.MappedRecord;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerFault;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.ReplayRun;
import com.eventcourier.ledger.State;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters again that an operator chose, a few at a time and beside the retries. Which ones is in the ledger, so
 * that a run goes on after a stop of any kind.
 */
public final class Replaying {

    private static final Logger LOG = LoggerFactory.getLogger(Replaying.class);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final OpenFeeds feeds;
    private final KeptRecords records;
    private volatile Map<Long, Boolean> running = Map.of();
    private volatile boolean work = true;
    private volatile boolean stopped;

    Replaying(Ledger ledger, OpenFeeds feeds, KeptRecords records) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.records = records;
    }

    /** The next letters of an account; as many as it can send soon. The clock is told whether there were any. */
    public List<KeptRow> next(String account, Exchange clock) {
        List<KeptRow> next = stopped || !work ? List.of() : next(account);
        clock.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !next.isEmpty());
        return next;
    }

    private List<KeptRow> next(String account) {
        look();
        List<OpenFeed> mine = feeds.all().stream()
                .filter(feed -> feed.account().name().equals(account))
                .filter(OpenFeed::isInItsHours)
                .toList();
        int most = mine.isEmpty() ? 0 : mine.get(0).account().mostRetriesTaken();
        return most == 0
                ? List.of()
                : ledger.desk().takeReplayed(mine.stream().map(OpenFeed::name).toList(), most);
    }

    /** A run was begun or stopped. */
    public synchronized void changed() {
        running = ReplayRun.running(ledger.queries());
        work = true;
    }

    private synchronized void look() {
        long left = ledger.desk().endReplays();
        running = ReplayRun.running(ledger.queries());
        work = left > 0 || new LetterQueries(ledger.queries()).isReplaying();
    }

    /** Makes the event of a letter anew, or of its stored payload; null when it is not to be sent any more, or not now. */
    public Delivery again(KeptRow letter) {
        try {
            return made(letter);
        } catch (LedgerFault e) {
            LOG.warn("Dead letter {} of replay {} waits: {}", letter.letter(), letter.replay(), e.getMessage());
            LockSupport.parkNanos(A_WHILE.toNanos());
            ledger.desk().giveBack(letter);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            LOG.error(
                    "Dead letter {} of replay {} is not sent, and stays what it was, for its record cannot be read again ({})."
                            + " Mend what is wrong and replay it anew, or discard it.",
                    letter.letter(),
                    letter.replay(),
                    e instanceof FeedFault ? e.getMessage() : e.getClass().getSimpleName());
            LOG.debug("Unreadable letter", e);
            ledger.desk().release(letter);
        }
        return null;
    }

    private Delivery made(KeptRow letter) throws IOException {
        Boolean stored = running.get(letter.replay());
        if (stopped || stored == null) {
            ledger.desk().giveBack(letter);
            return null;
        }
        OpenFeed feed = feeds.get(letter.feed());
        Delivery delivery = new Delivery(
                feed, letter.id(), letter.raw(), new Once(letter.id().arrival()));
        delivery.from(State.REPLAYING);
        delivery.oneOf(letter.subs());
        delivery.happened(letter.attempts(), letter.history(), Failing.NEVER);
        if (stored) {
            FeedMapping mapping = feed.mappings().json();
            ObjectNode payload = (ObjectNode) Json.MAPPER.readTree(letter.payload());
            validated(delivery, mapping, mapping.event(payload), letter.subs());
        } else {
            mapped(delivery, letter);
        }
        return delivery;
    }

    private void mapped(Delivery delivery, KeptRow letter) throws IOException {
        KeptRecords.Read record = records.read(letter);
        if (record.fault() != null) {
            Pipeline.refuse(delivery, List.of(record.fault()));
            return;
        }
        MappedRecord mapped = record.mapping().map(record.fields());
        int events = mapped.filtered() ? 0 : mapped.events().size();
        if (letter.subs() == 1 && events == 0) {
            delivery.decide(State.FILTERED, "", "filtered", List.of());
            return;
        }
        if (letter.subs() == 1 && events > 1) {
            ledger.desk().split(letter, events);
        } else if (letter.subs() != events) {
            String message = "the mapping makes " + events + " events of this record now, and it made " + letter.subs()
                    + " before, of which this is number " + (letter.id().sub() + 1)
                    + ": replay the stored payload, or mend the record";
            Pipeline.refuse(delivery, List.of(new Fault(Codes.MAPPING_FAILED, null, message)));
            return;
        }
        Event event = mapped.events().get(letter.id().sub());
        validated(delivery, record.mapping(), event, events);
    }

    private static void validated(Delivery delivery, FeedMapping mapping, Event event, int subs) {
        delivery.carry(event, subs);
        mapping.validate(event);
        if (!event.valid()) {
            Pipeline.refuse(delivery, event.faults());
        }
    }

    /** Nothing more is sent; what was not sent yet waits for the next start. */
    public void stop() {
        stopped = true;
    }

    /** A letter has no source that waits for it. */
    private final class Once implements Delivery.Origin {
        private final long arrival;

        Once(long arrival) {
            this.arrival = arrival;
        }

        @Override
        public boolean patient() {
            return false;
        }

        @Override
        public boolean stopping() {
            return stopped;
        }

        @Override
        public boolean doubtful(RecordId event) {
            return false;
        }

        @Override
        public byte[] contentHash() {
            return ledger.queries().arrival(arrival).orElseThrow().hash();
        }

        @Override
        public void settled(Delivery delivery) {
            // The report of its arrival looks for itself.
        }
    }
}
