package com.eventcourier.feed;

import com.eventcourier.ledger.Incoming;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Settlement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in what cannot be read again from where it came: its events wait in the ledger, with their payload, before their
 * sender is told that they are here, and redelivery sends them from there.
 */
public final class Intake {

    private final Ledger ledger;
    private final Bell bell;
    private final OutcomeWatch watch;

    Intake(Ledger ledger, Bell bell, OutcomeWatch watch) {
        this.ledger = ledger;
        this.bell = bell;
        this.watch = watch;
    }

    /**
     * Cuts an arrival into its records; nothing is stored yet.
     *
     * @param kind request or message, as {@link com.eventcourier.ledger.ArrivalRow} names it
     * @param id what it is called
     * @param same what makes two arrivals the same where an event type marks no attribute as unique, mostly the id
     * @param format how the content is written; what is null is recognised
     * @param most records beyond this number are not looked at, but for the first
     */
    public Taking open(OpenFeed feed, String kind, String id, String same, byte[] content, Format format, int most)
            throws IOException {
        Taking taking = new Taking(feed, kind, id, sha256(same), content.length);
        taking.read(content, format, most);
        return taking;
    }

    static byte[] sha256(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Puts an arrival whose records are mapped into the ledger, in one commit: what is to be sent as pending, what was
     * decided here as that. All of it is on disk when this returns.
     */
    public void keep(Taking taking) {
        Map<Delivery, Settlement> events = new LinkedHashMap<>();
        for (Delivery record : taking.records()) {
            for (Delivery event : record.all()) {
                events.put(event, takenIn(event));
            }
        }
        OpenFeed feed = taking.feed();
        String account = feed.account().name();
        String mapping = feed.mappings().version();
        Incoming incoming =
                new Incoming(feed.name(), account, taking.kind(), taking.id(), taking.hash(), taking.size(), mapping);
        taking.taken(ledger.takeIn(incoming, taking.records().size(), List.copyOf(events.values())));
        events.forEach((event, settlement) -> watch.settled(event, settlement, null));
        bell.ring(feed.account());
    }

    /**
     * Leaves one event of an arrival that the ledger has open already to the ledger: its source waits no longer. Its
     * origin is told when that is on disk.
     */
    public void keep(Delivery event) {
        Settlement settlement = takenIn(event);
        ledger.settle(settlement, () -> {
            watch.settled(event, settlement, null);
            event.origin().settled(event);
            bell.ring(event.feed().account());
        });
    }

    private static Settlement takenIn(Delivery event) {
        if (event.isSendable() && event.key() == null) {
            Pipeline.identify(event);
        }
        return Settling.takenIn(event);
    }
}
