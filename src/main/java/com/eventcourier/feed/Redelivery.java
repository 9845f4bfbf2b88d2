package com.eventcourier.feed;

import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.webhook.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** Brings events that are due back from the ledger: pending ones, which have no other source, and retries. */
public final class Redelivery {

    private static final long IDLE_MILLIS = 500;

    private final Again again = new Again();

    private final Ledger ledger;
    private final OpenFeeds feeds;
    private final Bell bell;
    private final Map<String, Supply<Delivery>> supplies = new ConcurrentHashMap<>();
    private final Map<Delivery, LetterId> taken = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Redelivery(Ledger ledger, OpenFeeds feeds, Bell bell) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.bell = bell;
    }

    /**
     * What each worker sends of the events of an account whose time has come, in order of their due time; as many are taken
     * as it can send soon, so that few are under way when the courier is killed. Where there were none the last time, it
     * waits until something comes into the ledger that is due at once, or for half a second. The clock is told whether
     * there were any.
     */
    public Iterator<Iterator<Delivery>> due(String account, Exchange clock) {
        Optional<Account> to = feeds.all().stream()
                .map(OpenFeed::account)
                .filter(one -> one.name().equals(account))
                .findAny();
        boolean any = !stopped && to.isPresent() && supply(to.get()).begin();
        clock.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, any);
        return any ? supply(to.get()).parts(to.get().retryThreads()) : Collections.emptyIterator();
    }

    private Supply<Delivery> supply(Account account) {
        String name = account.name();
        return supplies.computeIfAbsent(
                name,
                none -> new Supply<>(
                        account::mostRetriesTaken, room -> due(account, room), () -> bell.await(name, IDLE_MILLIS)));
    }

    private List<Delivery> due(Account account, int most) {
        account.retriesWait(ledger.queries().waiting(account.name()));
        List<String> names = feeds.all().stream()
                .filter(feed -> feed.account().equals(account))
                .filter(OpenFeed::isInItsHours)
                .map(OpenFeed::name)
                .toList();
        if (stopped || names.isEmpty()) {
            return List.of();
        }
        List<Delivery> due = new ArrayList<>();
        for (KeptRow row : ledger.takeDue(account.name(), names, Instant.now(), most)) {
            Delivery delivery = again(row, feeds.get(row.feed()));
            taken.put(delivery, row.letter());
            due.add(delivery);
        }
        return due;
    }

    private Delivery again(KeptRow row, OpenFeed feed) {
        Delivery delivery = new Delivery(feed, row.id(), row.raw(), again);
        delivery.carry(row.event(), row.payload(), row.subs());
        delivery.from(row.state());
        delivery.identify(row.key(), row.payloadHash());
        Failing failing = new Failing(row.failures(), Duration.ofMillis(row.failingMillis()), row.lastAt());
        delivery.happened(row.attempts(), row.history(), failing);
        return delivery;
    }

    /** What was taken and not begun is certainly not sent any more; nobody is to take it for a possible duplicate. */
    void stop() {
        stopped = true;
        supplies.values().forEach(Supply::stop);
        ledger.giveBack(taken.entrySet().stream()
                .filter(one -> !one.getKey().isBegun())
                .map(Map.Entry::getValue)
                .toList());
    }

    /** A retry has no source that waits for it. */
    private final class Again implements Origin {
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
            throw new IllegalStateException("a retry has its key already");
        }

        @Override
        public void settled(Delivery delivery) {
            taken.remove(delivery);
            supply(delivery.feed().account()).done();
            // the report of its arrival looks for itself; what waits behind it in its lane may go now
            if (delivery.feed().queue() != null) {
                bell.ring(delivery.feed().account());
            }
        }
    }
}
