package com.eventcourier.feed;

import java.io.IOException;

/** NDJSON: every line that is not blank is a record. */
final class LineRecords extends Lines {

    LineRecords(OpenFile file, Format format, int maxRecord, byte lineEnd) {
        super(file, format, maxRecord, lineEnd);
    }

    @Override
    RawRecord record() throws IOException {
        int end = find(lineEnd, 0);
        return end > maxRecord ? tooLarge() : take(end, 1, null);
    }

    @Override
    boolean isBlank(byte value) {
        return value == ' ' || value == '\t' || value == '\r' && lineEnd != '\r';
    }
}
