package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.LedgerFault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/**
 * A record on its way into a rejected file: once, with the faults of all of its events that were refused. Its sender has
 * one row to mend, and is to mend it once.
 */
final class RefusedRecord {

    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    private RejectedFile file;
    private KeptRow first;
    private StringJoiner reasons;

    /**
     * Takes a dead letter; those of one record come after one another.
     *
     * @return whether it is the first of its record
     */
    boolean add(RejectedFile to, KeptRow letter) throws IOException {
        boolean another = first == null
                || first.id().arrival() != letter.id().arrival()
                || first.id().position() != letter.id().position();
        if (another) {
            write();
            file = to;
            first = letter;
            reasons = new StringJoiner("; ");
        }
        String which = letter.id().sub() == 0 ? "" : "event " + (letter.id().sub() + 1) + ": ";
        faults(letter).forEach(fault -> reasons.add(which + fault.message()));
        return another;
    }

    /** Writes the record that was begun, if any. */
    void write() throws IOException {
        if (first != null) {
            file.add(first.raw(), first.letter().toString(), first.id().position(), first.code(), reasons.toString());
            first = null;
        }
    }

    private static List<Fault> faults(KeptRow letter) {
        try {
            return Json.MAPPER.readValue(letter.faults(), FAULTS);
        } catch (JsonProcessingException e) {
            throw new LedgerFault("The faults of dead letter " + letter.letter() + " cannot be read.", e);
        }
    }
}
