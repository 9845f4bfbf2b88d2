package com.eventcourier.feed;

import com.eventcourier.event.Fault;

/**
 * One record as it stands in the file, not parsed yet.
 *
 * @param position CSV and NDJSON: the physical line on which it begins, the first line of the file being 1; JSON array:
 *     the element, the first being 1; one JSON object: 1
 * @param bytes its bytes without the line end, in {@link Format#recordCharset()}; cut to the largest allowed size where
 *     the record is larger
 * @param fault null when it could be cut out of the file
 */
public record RawRecord(long position, byte[] bytes, Fault fault) {

    static final String MALFORMED = "malformed-record";
    static final String TOO_LARGE = "too-large";

    static Fault malformed(String message) {
        return new Fault(MALFORMED, null, message);
    }

    static Fault tooLarge(int maxRecord) {
        return new Fault(
                TOO_LARGE,
                null,
                "The record is longer than max-record, " + maxRecord + " bytes. Only its first " + maxRecord
                        + " bytes were kept: take it from the original file, in .done.");
    }
}
