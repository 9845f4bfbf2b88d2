package com.eventcourier.feed;

import com.eventcourier.event.Codes;
import com.eventcourier.event.Fault;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An arrival that cannot be read again, while its records are mapped; {@link Intake} puts it into the ledger. */
public final class Taking {

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

    void read(byte[] content, Format format) throws IOException {
        try (RecordReader reader =
                RecordReaders.open(id, content, format, feed.feed().maxRecord())) {
            RecordParser parser = new RecordParser(reader.format(), reader.header());
            FeedMapping mapping = feed.mappings().of(reader.format());
            while (reader.hasNext()) {
                RawRecord raw = reader.next();
                RecordId place = new RecordId(0, raw.position(), 0);
                records.add(new Delivery(feed, place, raw.bytes(), new TakenRecord(this, raw, parser, mapping)));
            }
        }
    }

    /** Its records in their order; a route sends each through {@code map-record}. */
    public List<Delivery> records() {
        return records;
    }

    /** What cannot even be mapped is a dead letter; its neighbours are not to suffer. A route calls it. */
    public static void poison(Delivery record, Exception fault) {
        String message = "unexpected fault: " + fault.getClass().getSimpleName();
        record.became(List.of(record));
        record.decide(State.DEAD, Codes.POISON, "fault", List.of(new Fault(Codes.POISON, null, message)));
    }

    /** What was decided of the record at this place, in the order of its events; empty while it is to be sent. */
    public List<Refusal> refusals(Delivery record) {
        List<Refusal> refusals = new ArrayList<>();
        for (Delivery event : record.all()) {
            Delivery.Local local = event.local();
            if (local != null && local.state() == State.DEAD) {
                refusals.add(new Refusal(local.code(), local.faults().get(0).message()));
            }
        }
        return refusals;
    }

    /** Why an event of a record is a dead letter at once. */
    public record Refusal(String code, String reason) {}

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

    byte[] hash() {
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
