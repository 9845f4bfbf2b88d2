package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterQueries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the records of arrivals are read again: their file may be gone, their records are kept raw. */
final class Shapes {

    private final LetterQueries letters;
    private final DataFolder data;
    private final OpenFeeds feeds;

    Shapes(LedgerQueries ledger, DataFolder data, OpenFeeds feeds) {
        this.letters = new LetterQueries(ledger);
        this.data = data;
        this.feeds = feeds;
    }

    /** @param raw one record of it, which shows what it is where nothing else does */
    Shape of(ArrivalRow arrival, byte... raw) throws IOException {
        String kept = letters.shape(arrival.id());
        if (kept != null) {
            return Shape.of(kept);
        }
        Format.Type declared = feeds.get(arrival.feed()).feed().format().type();
        if (declared != Format.Type.CSV && raw.length > 0 && raw[0] == '{') {
            Format lines = new Format(Format.Type.NDJSON, null, StandardCharsets.UTF_8, null);
            return new Shape(lines, List.of());
        }
        return Shape.of(arrival, null, data, feeds);
    }
}
