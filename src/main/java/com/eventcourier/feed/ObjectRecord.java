package com.eventcourier.feed;

import java.io.IOException;

/** The whole file is one JSON object. */
final class ObjectRecord extends Records {

    private boolean read;

    ObjectRecord(OpenFile file, Format format, int maxRecord) {
        super(file, format, maxRecord);
    }

    @Override
    RawRecord cut() throws IOException {
        if (read) {
            return null;
        }
        read = true;
        while (window.available() <= maxRecord && window.more()) {
            // the window holds the record
        }
        if (window.available() > maxRecord) {
            RawRecord record = new RawRecord(1, window.copy(maxRecord), RawRecord.tooLarge(maxRecord));
            do {
                window.drop(window.available());
            } while (window.more());
            return record;
        }
        return isBlank() ? null : new RawRecord(1, window.copy(window.available()), null);
    }

    private boolean isBlank() {
        for (int i = 0; i < window.available(); i++) {
            if (!Json.isBlank(window.at(i))) {
                return false;
            }
        }
        return true;
    }
}
