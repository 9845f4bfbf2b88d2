package com.eventcourier.feed;

import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.webhook.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** Brings events that are due back from the ledger: pending ones, which have no other source, and retries. */
public final class Redelivery {

    private static final long IDLE_MILLIS = 500;

    private final Again again = new Again();

    private final Ledger ledger;
    private final OpenFeeds feeds;
    private final Bell bell;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<Delivery, LetterId> taken = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Redelivery(Ledger ledger, OpenFeeds feeds, Bell bell) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.bell = bell;
    }

    /**
     * The events of an account whose time has come, in order of their due time; as many as it can send soon, so that few
     * are under way when the courier is killed. Where there were none the last time, it waits until something comes into
     * the ledger that is due at once, or for half a second. The clock is told whether there were any.
     */
    public List<Delivery> due(String account, Exchange clock) {
        if (!busy.contains(account)) {
            bell.await(account, IDLE_MILLIS);
        }
        List<Delivery> due = due(account);
        if (due.isEmpty()) {
            busy.remove(account);
        } else {
            busy.add(account);
        }
        clock.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !due.isEmpty());
        return due;
    }

    private List<Delivery> due(String account) {
        List<OpenFeed> mine = feeds.all().stream()
                .filter(feed -> feed.account().name().equals(account))
                .toList();
        if (stopped || mine.isEmpty()) {
            return List.of();
        }
        Account to = mine.get(0).account();
        to.retriesWait(ledger.queries().waiting(account));
        int most = to.mostRetriesTaken();
        List<String> names =
                mine.stream().filter(OpenFeed::isInItsHours).map(OpenFeed::name).toList();
        if (most == 0 || names.isEmpty()) {
            return List.of();
        }
        List<Delivery> due = new ArrayList<>();
        for (KeptRow row : ledger.takeDue(account, names, Instant.now(), most)) {
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
        ledger.giveBack(taken.entrySet().stream()
                .filter(one -> !one.getKey().isBegun())
                .map(Map.Entry::getValue)
                .toList());
    }

    /** A retry has no source that waits for it. */
    private final class Again implements Delivery.Origin {
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
            // the report of its arrival looks for itself; what waits behind it in its lane may go now
            if (delivery.feed().queue() != null) {
                bell.ring(delivery.feed().account());
            }
        }
    }
}
