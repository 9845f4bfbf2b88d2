package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterQueries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** How the records of arrivals are read again: their file may be gone, their records are kept raw. */
final class Shapes {

    private final LetterQueries letters;
    private final DataFolder data;
    private final Function<String, Feed> feeds;

    Shapes(LedgerQueries ledger, DataFolder data, Function<String, Feed> feeds) {
        this.letters = new LetterQueries(ledger);
        this.data = data;
        this.feeds = feeds;
    }

    /**
     * @param raw one record of it, which shows what it is where nothing else does
     * @throws FeedFault when nothing tells it
     */
    Shape of(ArrivalRow arrival, byte... raw) throws IOException {
        String kept = letters.shape(arrival.id());
        if (kept != null) {
            return Shape.of(kept);
        }
        Feed feed = feeds.apply(arrival.feed());
        Format.Type declared = feed == null ? null : feed.format().type();
        boolean object = raw.length > 0 && raw[0] == '{' || !arrival.kind().equals(ArrivalRow.FILE);
        if (feed == null && !object) {
            throw new FeedFault(
                    "There is no feed " + arrival.feed() + " any more, and the columns of its files were not"
                            + " kept: bring its folder in config/feeds back.");
        }
        if (declared != Format.Type.CSV && object) {
            Format lines = new Format(Format.Type.NDJSON, null, StandardCharsets.UTF_8, null);
            return new Shape(lines, List.of());
        }
        return Shape.of(arrival, data, feed);
    }
}
