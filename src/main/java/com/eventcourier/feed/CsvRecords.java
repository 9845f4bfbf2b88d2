package com.eventcourier.feed;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * CSV. A quote opens a quoted value only where a value begins, blanks before it allowed; elsewhere it is text. A quoted
 * value may hold delimiters, doubled quotes and line breaks.
 *
 * <p>A quote that somebody forgot to close swallows the lines below it until another quote turns up. So a record of more
 * than one line that comes to nothing (the quote stays open, the value grows over the largest record, text follows the
 * closing quote, or the count of values is wrong while the next line alone has the right one) is the fault of its first
 * line only, and reading goes on with the second.
 */
final class CsvRecords extends Lines {

    private static final byte QUOTE = '"';

    private final CsvFields fields;
    private final byte[] delimiter;
    private final DeadEnds deadEnds = new DeadEnds();

    private List<String> header = List.of();
    private RawRecord held;

    CsvRecords(OpenFile file, Format format, int maxRecord, byte lineEnd) throws IOException {
        super(file, format, maxRecord, lineEnd);
        this.fields = new CsvFields(format.delimiter());
        this.delimiter = String.valueOf(format.delimiter()).getBytes(format.recordCharset());
        readHeader();
    }

    @Override
    public List<String> header() {
        return header;
    }

    private void readHeader() throws IOException {
        boolean declared = format.header() != null;
        header = declared ? format.header() : List.of();
        RawRecord first = super.cut();
        if (first == null) {
            return;
        }
        List<String> columns = CsvHeader.columns(first, format, fields);
        if (declared && !CsvHeader.isHeader(columns, format.header())) {
            held = first;
        } else {
            header = CsvHeader.checked(columns, first, file.name());
        }
    }

    @Override
    RawRecord cut() throws IOException {
        if (held != null) {
            RawRecord first = held;
            held = null;
            return first;
        }
        return super.cut();
    }

    @Override
    RawRecord record() throws IOException {
        deadEnds.begin(window.offset(0));
        int firstLine = -1;
        int lines = 1;
        int place = find(QUOTE, 0);
        while (place <= maxRecord && !atLineEnd(place)) {
            if (!opensValue(place)) {
                place = find(QUOTE, place + 1);
                continue;
            }
            int open = place;
            place = find(QUOTE, place + 1);
            while (place <= maxRecord && window.has(place) && !closes(place)) {
                if (window.at(place) == QUOTE) {
                    place = find(QUOTE, place + 2);
                    continue;
                }
                firstLine = firstLine < 0 ? place : firstLine;
                lines++;
                if (deadEnds.leads(window.offset(open))) {
                    return broken(firstLine, "the quote it opens leads nowhere");
                }
                place = find(QUOTE, place + 1);
            }
            if (place <= maxRecord && !window.has(place)) {
                return broken(firstLine < 0 ? place : firstLine, "a quote is still open at the end of the file");
            }
            if (place <= maxRecord) {
                int after = afterBlanks(place + 1);
                if (!atLineEnd(after) && !isDelimiter(after)) {
                    return broken(firstLine, "text follows a closing quote");
                }
                place = find(QUOTE, after);
            }
        }
        if (place > maxRecord) {
            return broken(firstLine, "a quoted value makes the record longer than max-record, " + maxRecord + " bytes");
        }
        return whole(place, firstLine, lines);
    }

    private RawRecord whole(int end, int firstLine, int lines) throws IOException {
        if (firstLine >= 0 && !header.isEmpty() && count(0, end) != header.size()) {
            int second = find(lineEnd, firstLine + 1);
            if (count(firstLine + 1, second) == header.size()) {
                deadEnds.endForThisRecord();
                return fault(firstLine, "a quote that is not closed on it runs into the lines below");
            }
        }
        return take(end, lines, null);
    }

    private int count(int from, int to) {
        byte[] part = Arrays.copyOfRange(window.bytes, window.start + from, window.start + to);
        String text = new String(part, format.recordCharset());
        return fields.cut(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, CsvFields.COUNT_ONLY);
    }

    /** The fault of the first line; where that line has not ended yet, it is all there is to the record. */
    private RawRecord broken(int firstLine, String reason) throws IOException {
        int end = firstLine < 0 ? find(lineEnd, 0) : firstLine;
        if (end > maxRecord) {
            return tooLarge();
        }
        deadEnds.end();
        return fault(end, reason);
    }

    private RawRecord fault(int lineEnd, String reason) {
        return take(lineEnd, 1, RawRecord.malformed("The row cannot be read: " + reason + "."));
    }

    private boolean closes(int place) throws IOException {
        return window.at(place) == QUOTE && !(window.has(place + 1) && window.at(place + 1) == QUOTE);
    }

    private boolean opensValue(int quote) {
        int place = quote;
        while (place > 0 && isBlank(window.at(place - 1))) {
            place--;
        }
        return place == 0 || place >= delimiter.length && isDelimiter(place - delimiter.length);
    }

    private boolean isDelimiter(int place) {
        if (place + delimiter.length > window.available()) {
            return false;
        }
        for (int i = 0; i < delimiter.length; i++) {
            if (window.at(place + i) != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean isBlank(byte value) {
        return (value == ' ' || value == '\t' || value == '\r' && lineEnd != '\r') && value != delimiter[0];
    }
}
