package com.eventcourier.feed;

import com.eventcourier.event.Codes;
import com.eventcourier.event.Fault;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads records that the ledger kept as they came in. */
final class KeptRecords {

    private static final int FORMS = 64;

    private final LedgerQueries ledger;
    private final Shapes shapes;
    private final Mends mends;
    private final OpenFeeds feeds;
    private final Map<Long, Form> forms = new LinkedHashMap<>(FORMS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Form> eldest) {
            return size() > FORMS;
        }
    };

    /** What the records of one arrival have in common. */
    private record Form(RecordParser parser, FeedMapping mapping) {}

    /** The fields of a record and the mapping that they go through now; or its fault. */
    record Read(ObjectNode fields, FeedMapping mapping, Fault fault) {}

    KeptRecords(LedgerQueries ledger, Shapes shapes, OpenFeeds feeds) {
        this.ledger = ledger;
        this.shapes = shapes;
        this.mends = new Mends(ledger, shapes);
        this.feeds = feeds;
    }

    Read read(KeptRow letter) throws IOException {
        if (Codes.TOO_LARGE.equals(letter.code()) && letter.payload() == null) {
            String message = "only the beginning of the record was kept: take it from the original file, in .done";
            return new Read(null, null, new Fault(Codes.TOO_LARGE, null, message));
        }
        Form form = form(letter);
        RawRecord raw = new RawRecord(letter.id().position(), letter.raw(), null);
        ParsedRecord parsed = mends.judge(form.parser().parse(raw), letter.feed());
        return new Read(parsed.fields(), form.mapping(), parsed.fault());
    }

    private synchronized Form form(KeptRow letter) throws IOException {
        Form known = forms.get(letter.id().arrival());
        if (known == null) {
            ArrivalRow arrival = ledger.arrival(letter.id().arrival()).orElseThrow();
            Shape shape = shapes.of(arrival, letter.raw());
            FeedMapping mapping = feeds.get(letter.feed()).mappings().of(shape.format());
            known = new Form(new RecordParser(shape.format(), shape.header()), mapping);
            forms.put(arrival.id(), known);
        }
        return known;
    }
}
