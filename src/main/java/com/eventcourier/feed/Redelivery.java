package com.eventcourier.feed;

import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.RecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings due retries back from the ledger. */
public final class Redelivery {

    private static final int BATCH = 200;
    private static final int ONE_PROBE = 1;

    private final Again again = new Again();

    private final Ledger ledger;
    private final OpenFeeds feeds;
    private volatile boolean stopped;

    Redelivery(Ledger ledger, OpenFeeds feeds) {
        this.ledger = ledger;
        this.feeds = feeds;
    }

    /** The retries of an account whose time has come, in order of their due time; at most a batch, and one while the gate is shut. */
    public List<Delivery> due(String account) {
        if (stopped) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        boolean open = true;
        for (OpenFeed feed : feeds.all()) {
            if (feed.account().name().equals(account)) {
                names.add(feed.name());
                open = feed.account().gate().isOpen();
            }
        }
        List<Delivery> due = new ArrayList<>();
        for (KeptRow row : ledger.takeDue(account, names, Instant.now(), open ? BATCH : ONE_PROBE)) {
            due.add(again(row, feeds.get(row.feed())));
        }
        return due;
    }

    private Delivery again(KeptRow row, OpenFeed feed) {
        Delivery delivery = new Delivery(feed, row.id(), row.raw(), again);
        delivery.carry(row.event(), row.payload(), row.subs());
        delivery.from(row.state());
        delivery.identify(row.key(), row.payloadHash());
        delivery.happened(row.attempts(), row.history());
        return delivery;
    }

    void stop() {
        stopped = true;
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
            // The report of its arrival looks for itself.
        }
    }
}
