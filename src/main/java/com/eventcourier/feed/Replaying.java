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
import com.eventcourier.webhook.Account;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters again that an operator chose, a few at a time; what is new goes first. Which ones is in the ledger, so
 * that a run goes on after a stop of any kind.
 */
public final class Replaying {

    private static final Logger LOG = LoggerFactory.getLogger(Replaying.class);
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Ledger ledger;
    private final OpenFeeds feeds;
    private final KeptRecords records;
    private final Misjudged misjudged = new Misjudged();
    private final Map<String, Supply<KeptRow>> supplies = new ConcurrentHashMap<>();
    private volatile Map<Long, Boolean> running = Map.of();
    private volatile boolean work = true;
    private volatile boolean stopped;

    Replaying(Ledger ledger, OpenFeeds feeds, KeptRecords records) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.records = records;
        feeds.all().stream().map(OpenFeed::account).distinct().forEach(misjudged::of);
    }

    /** What each worker sends of the letters of an account. The clock is told whether there were any. */
    public Iterator<Iterator<KeptRow>> next(String account, Exchange clock) {
        if (!stopped && misjudged.replay(ledger.desk(), feeds.accounts())) {
            changed();
        }
        Optional<Account> to = stopped || !work
                ? Optional.empty()
                : feeds.all().stream()
                        .map(OpenFeed::account)
                        .filter(one -> one.name().equals(account))
                        .findAny();
        boolean any = to.isPresent() && supply(to.get()).begin();
        clock.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, any);
        return any ? supply(to.get()).parts(to.get().retryThreads()) : Collections.emptyIterator();
    }

    private Supply<KeptRow> supply(Account account) {
        return supplies.computeIfAbsent(
                account.name(),
                none -> new Supply<>(
                        account::mostRetriesTaken,
                        room -> next(account, room),
                        () -> LockSupport.parkNanos(A_MOMENT.toNanos())));
    }

    private List<KeptRow> next(Account account, int most) {
        look();
        List<String> mine = feeds.all().stream()
                .filter(feed -> feed.account().equals(account))
                .filter(OpenFeed::isInItsHours)
                .map(OpenFeed::name)
                .toList();
        return stopped || mine.isEmpty() ? List.of() : ledger.desk().takeReplayed(mine, most);
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
        Delivery made = null;
        try {
            made = made(letter);
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
        if (made == null) {
            supply(feeds.get(letter.feed()).account()).done();
        }
        return made;
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
        // that of a mended record is not made of its own place
        delivery.standsFor(letter.key());
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
        supplies.values().forEach(supply -> ledger.desk().giveBack(supply.stop()));
    }

    /** A letter has no source that waits for it. */
    private final class Once implements Origin {
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
            // the report of its arrival looks for itself
            supply(delivery.feed().account()).done();
        }
    }
}
