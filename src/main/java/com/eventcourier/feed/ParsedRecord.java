package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One record as fields.
 *
 * @param fields null when it could not be parsed; without the {@code courier_*} fields of a rejected file
 * @param courierId the {@code courier_id} of a record that comes from a rejected file, be it mended or not; null otherwise
 * @param rawFromBefore the {@code courier_raw} of a row that has one, be it mended or not, or of an object that nobody
 *     mended; null otherwise
 * @param fault null when it could be parsed; its message holds nothing of the record
 */
public record ParsedRecord(ObjectNode fields, String courierId, String rawFromBefore, Fault fault) {

    private static final String AS_CUT =
            "The row is a rejected one that was not mended: what was wrong in " + Courier.RAW
                    + " is still in its values. Mend them, or clear " + Courier.RAW + " to have them sent as they are.";

    /** The same of a record whose fault hides which dead letter it names. */
    ParsedRecord naming(String letter) {
        return new ParsedRecord(fields, letter, rawFromBefore, fault);
    }

    /** The same row, whose values are no longer as they were cut. */
    ParsedRecord mended() {
        return new ParsedRecord(fields, courierId, rawFromBefore, null);
    }

    /** The same row, whose values still are. */
    ParsedRecord notMended() {
        return new ParsedRecord(fields, courierId, rawFromBefore, RawRecord.malformed(AS_CUT));
    }

    static ParsedRecord of(Fault fault) {
        return new ParsedRecord(null, null, null, fault);
    }
}
