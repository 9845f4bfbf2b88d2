package com.eventcourier.feed;

import com.eventcourier.event.Codes;
import com.eventcourier.event.DeliveryKey;
import com.eventcourier.event.Event;
import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.Fault;
import com.eventcourier.event.MappedRecord;
import com.eventcourier.ledger.Keys;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.NamedRecord;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** The steps of the way of one event that the courier does itself; the routes name them in their order. */
public final class Pipeline {

    private final Keys keys;
    private final LetterQueries letters;
    private final Mends mends;

    Pipeline(Keys keys, LetterQueries letters, Mends mends) {
        this.keys = keys;
        this.letters = letters;
        this.mends = mends;
    }

    /** Parses a record and turns it into its events. What cannot be parsed or mapped is decided here. */
    public Delivery map(Delivery record) {
        RecordSource source = (RecordSource) record.origin();
        ParsedRecord parsed = mends.judge(source.parse(), record.feed().name());
        LetterId corrects = LetterId.parse(parsed.courierId()).orElse(null);
        record.corrects(corrects);
        NamedRecord named = corrects == null
                ? null
                : letters.named(corrects, record.feed().name()).orElse(null);
        record.standsFor(keyByPlace(record.feed(), named, 0));
        if (parsed.fault() != null) {
            refuse(record, List.of(parsed.fault()));
            return record;
        }
        MappedRecord mapped = source.mapping().map(parsed.fields());
        if (source.isBegun()) {
            record.became(several(record, source, mapped.events(), named));
            return record;
        }
        if (mapped.filtered() || mapped.events().isEmpty()) {
            record.decide(State.FILTERED, "", "filtered", List.of());
            return record;
        }
        if (mapped.events().size() == 1) {
            record.carry(mapped.events().get(0), 1);
        } else {
            record.became(several(record, source, mapped.events(), named));
        }
        return record;
    }

    /** The events of one record, without those that have their outcome from before a crash. */
    private static List<Delivery> several(Delivery record, RecordSource source, List<Event> events, NamedRecord named) {
        List<Delivery> all = new ArrayList<>(events.size());
        for (int sub = 0; sub < events.size(); sub++) {
            if (!source.isSettled(sub)) {
                RecordId id = new RecordId(record.id().arrival(), record.id().position(), sub);
                Delivery delivery = new Delivery(record.feed(), id, record.raw(), source);
                delivery.carry(events.get(sub), events.size());
                delivery.corrects(sub == 0 ? record.corrects() : null);
                delivery.standsFor(keyByPlace(record.feed(), named, sub));
                all.add(delivery);
            }
        }
        source.expect(all.size());
        return all;
    }

    /** What the event of the named record is known by, so that none is sent again beside the one that was mended. */
    private static byte[] keyByPlace(OpenFeed feed, NamedRecord named, int sub) {
        if (named == null) {
            return null;
        }
        byte[] known = named.keys().get(sub);
        return known != null
                ? known
                : DeliveryKey.ofPosition(feed.epoch(), feed.name(), named.hash(), named.position(), sub);
    }

    /** Checks each event of the record against its definition; all faults are found, the first decides the code. */
    public Delivery validate(Delivery record, Exchange exchange) {
        exchange.setVariable("events", record.isSeveral() ? "several" : "one");
        RecordSource source = (RecordSource) record.origin();
        for (Delivery delivery : record.all()) {
            if (delivery.isSendable()) {
                Event event = delivery.event();
                source.mapping().validate(event);
                if (!event.valid()) {
                    refuse(delivery, event.faults());
                }
            }
        }
        return record;
    }

    static void refuse(Delivery delivery, List<Fault> faults) {
        delivery.decide(State.DEAD, faults.get(0).code(), "refused-here", faults);
        if (canBeIdentified(delivery)) {
            identify(delivery);
        }
    }

    /** By its values where it has them all; by its place where its type has none, or is not known, and another stands there. */
    private static boolean canBeIdentified(Delivery delivery) {
        Event event = delivery.event();
        EventDefinition definition = event == null ? null : event.definition();
        if (definition == null) {
            return delivery.placeKey() != null;
        }
        if (definition.uniqueAttributes().isEmpty()) {
            return true;
        }
        if (event.payload() == null) {
            return false;
        }
        for (String unique : definition.uniqueAttributes()) {
            if (!event.payload().hasNonNull(unique)) {
                return false;
            }
        }
        return definition.customer() != null
                && event.payload().hasNonNull(definition.customer().name());
    }

    static void identify(Delivery delivery) {
        Event event = delivery.event();
        byte[] key = event == null ? null : DeliveryKey.of(delivery.feed().epoch(), event);
        byte[] payload = event == null || event.payload() == null ? null : DeliveryKey.payloadHash(event.payload());
        delivery.identify(key == null ? keyByPlace(delivery) : key, payload);
    }

    private static byte[] keyByPlace(Delivery delivery) {
        if (delivery.placeKey() != null) {
            return delivery.placeKey();
        }
        OpenFeed feed = delivery.feed();
        RecordId id = delivery.id();
        byte[] content = delivery.origin().contentHash();
        return DeliveryKey.ofPosition(feed.epoch(), feed.name(), content, id.position(), id.sub());
    }

    /**
     * Claims the delivery key, so that the same event is never sent twice, whatever file it comes in, and names in the
     * variable {@code outcome} what comes next: {@code send}, or what was decided without the target.
     */
    public void claim(Delivery delivery, Exchange exchange) {
        if (delivery.isSendable()) {
            decide(delivery);
        }
        Delivery.Local local = delivery.local();
        exchange.setVariable("outcome", local == null ? "send" : word(local.state()));
    }

    private static String word(State decided) {
        return switch (decided) {
            case DEAD -> "dead";
            case RETRY, PENDING -> "retry";
            default -> "passed";
        };
    }

    private void decide(Delivery delivery) {
        // first of all: what waits in the ledger is known there by its key
        if (delivery.key() == null) {
            identify(delivery);
        }
        delivery.begin();
        if (delivery.origin().stopping()) {
            delivery.decide(State.RETRY, "", Settling.STOPPED, List.of());
            return;
        }
        if (delivery.origin().queuesUp()) {
            delivery.decide(State.PENDING, "", Settling.BEHIND, List.of());
            return;
        }
        switch (keys.claim(delivery.key(), delivery.payloadHash(), delivery.id())) {
            case FREE -> delivery.holdKey();
            case OWNED -> {}
            case BUSY -> delivery.decide(State.RETRY, "", Settling.KEY_BUSY, List.of());
            case DUPLICATE -> delivery.decide(State.DUPLICATE, "", "accepted-before", List.of());
            case CONFLICT ->
                delivery.decide(
                        State.DEAD,
                        Codes.KEY_CONFLICT,
                        "refused-here",
                        List.of(new Fault(
                                Codes.KEY_CONFLICT,
                                null,
                                "an event with the same key was accepted before with another payload")));
        }
    }
}
