package com.eventcourier.feed;

import com.eventcourier.event.Codes;
import com.eventcourier.event.Fault;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** An arrival that cannot be read again, while its records are mapped; {@link Intake} puts it into the ledger. */
public final class Taking implements Iterable<Delivery> {

    private final OpenFeed feed;
    private final String kind;
    private final String id;
    private final byte[] hash;
    private final long size;
    private final List<Delivery> records = new ArrayList<>();
    private long arrival;

    Taking(OpenFeed feed, String kind, String id, byte[] hash, long size) {
        this.feed = feed;
        this.kind = kind;
        this.id = id;
        this.hash = hash;
        this.size = size;
    }

    /** @param most records beyond this number are not looked at, but for the first */
    void read(byte[] content, Format format, int most) throws IOException {
        try (RecordReader reader =
                RecordReaders.open(id, content, format, feed.feed().maxRecord())) {
            RecordParser parser = new RecordParser(reader.format(), reader.header());
            FeedMapping mapping = feed.mappings().of(reader.format());
            while (records.size() <= most && reader.hasNext()) {
                RawRecord raw = reader.next();
                RecordId place = new RecordId(0, raw.position(), 0);
                records.add(new Delivery(feed, place, raw.bytes(), new TakenRecord(this, raw, parser, mapping)));
            }
        }
    }

    /** Its records in their order; a route sends each through {@code map-record}. */
    @Override
    public Iterator<Delivery> iterator() {
        return records.iterator();
    }

    public List<Delivery> records() {
        return records;
    }

    /** What cannot even be mapped is a dead letter; its neighbours are not to suffer. A route calls it. */
    public static void poison(Delivery record, Exception fault) {
        record.became(List.of(record));
        record.decide(State.DEAD, Codes.POISON, "fault", poisonous(fault));
    }

    static List<Fault> poisonous(Exception fault) {
        return List.of(new Fault(
                Codes.POISON, null, "unexpected fault: " + fault.getClass().getSimpleName()));
    }

    /** What is decided of a record so far: pending as long as any of its events is to be sent. */
    public static Decision decisionOf(Delivery record) {
        Decision decision = new Decision(State.FILTERED, null, null);
        for (Delivery event : record.all()) {
            Delivery.Local local = event.local();
            if (local == null) {
                return new Decision(State.PENDING, null, null);
            }
            if (local.state() == State.DEAD) {
                decision = new Decision(
                        State.DEAD, local.code(), local.faults().get(0).message());
            }
        }
        return decision;
    }

    /** What was decided; of a dead letter its code and a sentence. */
    public record Decision(State state, String code, String reason) {}

    OpenFeed feed() {
        return feed;
    }

    String kind() {
        return kind;
    }

    /** The id of the request or message. */
    public String id() {
        return id;
    }

    /** What tells it from the other arrivals of the feed. */
    public byte[] hash() {
        return hash;
    }

    long size() {
        return size;
    }

    /** Its number in the ledger, once it is there. */
    public long arrival() {
        return arrival;
    }

    void taken(long number) {
        arrival = number;
    }
}
