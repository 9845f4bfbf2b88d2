package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One record as fields.
 *
 * @param fields null when it has a fault; without the {@code courier_*} fields of a rejected file
 * @param courierId the {@code courier_id} of a record that comes from a rejected file, be it mended or not; null otherwise
 * @param rawFromBefore the {@code courier_raw} of a record that nobody mended; null otherwise
 * @param fault null when it could be parsed; its message holds nothing of the record
 */
public record ParsedRecord(ObjectNode fields, String courierId, String rawFromBefore, Fault fault) {
    /** The same of a record whose fault hides which dead letter it names. */
    ParsedRecord naming(String letter) {
        return new ParsedRecord(fields, letter, rawFromBefore, fault);
    }

    static ParsedRecord of(Fault fault) {
        return new ParsedRecord(null, null, null, fault);
    }
}
