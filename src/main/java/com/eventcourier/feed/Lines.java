package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import java.io.IOException;

/** Cuts by lines and counts them. A line ends with LF or CRLF, or with CR in a file that knows no LF. */
abstract class Lines extends Records {

    final byte lineEnd;
    private long line = 1;

    Lines(OpenFile file, Format format, int maxRecord, byte lineEnd) {
        super(file, format, maxRecord);
        this.lineEnd = lineEnd;
    }

    abstract RawRecord record() throws IOException;

    abstract boolean isBlank(byte value);

    @Override
    RawRecord cut() throws IOException {
        while (window.has(0)) {
            if (!skippedBlankLine()) {
                return record();
            }
        }
        return null;
    }

    private boolean skippedBlankLine() throws IOException {
        int place = afterBlanks(0);
        if (!atLineEnd(place) || place > maxRecord) {
            return false;
        }
        dropLines(place, 1);
        return true;
    }

    int afterBlanks(int from) throws IOException {
        int place = from;
        while (place <= maxRecord && window.has(place) && isBlank(window.at(place))) {
            place++;
        }
        return place;
    }

    boolean atLineEnd(int place) throws IOException {
        return !window.has(place) || window.at(place) == lineEnd;
    }

    /**
     * The place of the next line end or of the byte asked for, whichever comes first; or the end of the file; or some
     * place behind the largest record.
     */
    int find(byte wanted, int from) throws IOException {
        byte stop = lineEnd;
        int place = from;
        do {
            byte[] bytes = window.bytes;
            int end = window.end;
            for (int i = window.start + place; i < end; i++) {
                byte value = bytes[i];
                if (value == stop || value == wanted) {
                    return i - window.start;
                }
            }
            place = window.available();
        } while (place <= maxRecord && window.more());
        return place;
    }

    /** The record that ends before {@code end}, where the line end stands or the file is over. */
    RawRecord take(int end, int lines, Fault fault) {
        int length = end;
        while (length > 0 && window.at(length - 1) == '\r') {
            length--;
        }
        RawRecord record = new RawRecord(line, window.copy(length), fault);
        dropLines(end, lines);
        return record;
    }

    private void dropLines(int end, int lines) {
        window.drop(Math.min(end + 1, window.available()));
        line += lines;
    }

    /** Keeps the beginning of a line that is too long, and reads over the rest of it. */
    RawRecord tooLarge() throws IOException {
        RawRecord record = new RawRecord(line, window.copy(maxRecord), RawRecord.tooLarge(maxRecord));
        window.drop(maxRecord);
        int place = find(lineEnd, 0);
        while (place > 0 && place == window.available()) {
            window.drop(place);
            place = find(lineEnd, 0);
        }
        dropLines(place, 1);
        return record;
    }
}
