package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.LetterQueries;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a row that comes back with its {@code courier_raw} was mended, by what the ledger kept of it. */
final class Mends {

    private static final Logger LOG = LoggerFactory.getLogger(Mends.class);

    private final LedgerQueries ledger;
    private final LetterQueries letters;
    private final Shapes shapes;

    /** A row as one letter kept it, and the letter that this one came from; null where it is the first. */
    private record Kept(KeptDamage damage, LetterId before) {}

    Mends(LedgerQueries ledger, Shapes shapes) {
        this.ledger = ledger;
        this.letters = new LetterQueries(ledger);
        this.shapes = shapes;
    }

    /** The row with its fault, or without one; where its letter is not known, as the text of the row alone tells it. */
    ParsedRecord judge(ParsedRecord row, String feed) {
        if (row.fields() == null || row.rawFromBefore() == null) {
            return row;
        }
        LetterId letter = LetterId.parse(row.courierId()).orElse(null);
        Kept kept = kept(letter, feed);
        if (kept == null) {
            return row;
        }
        // what is damaged in one round of mending is plain text in the next: each of them is asked
        while (kept != null) {
            if (kept.damage().isStillIn(row.fields())) {
                return row.notMended();
            }
            boolean older = kept.before() != null && kept.before().id() < letter.id();
            letter = kept.before();
            kept = older ? kept(letter, feed) : null;
        }
        return row.mended();
    }

    private Kept kept(LetterId letter, String feed) {
        Optional<KeptRow> found = letter == null ? Optional.empty() : letters.find(letter);
        KeptRow row = found.orElse(null);
        if (row == null || row.raw() == null || !row.feed().equals(feed)) {
            return null;
        }
        try {
            ArrivalRow arrival = ledger.arrival(row.id().arrival()).orElseThrow();
            Shape shape = shapes.of(arrival, row.raw());
            if (shape.format().type() != Format.Type.CSV || shape.header().isEmpty()) {
                return null;
            }
            RawRecord raw = new RawRecord(row.id().position(), row.raw(), null);
            String before =
                    new RecordParser(shape.format(), shape.header()).parse(raw).courierId();
            return new Kept(
                    new KeptDamage(row.raw(), shape), LetterId.parse(before).orElse(null));
        } catch (IOException e) {
            LOG.debug("The form of the file of letter {} is not known any more", letter, e);
            return null;
        }
    }
}
