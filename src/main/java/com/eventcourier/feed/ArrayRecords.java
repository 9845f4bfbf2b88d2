package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import java.io.IOException;

/**
 * A JSON array, cut into its elements by brackets and strings alone; whether an element is valid is for the parser to say.
 *
 * <p>An element that is broken does not take the ones after it with it. A string that meets a line end, or after which
 * comes what cannot follow a string, was never closed: its quote is then taken as any other character. And an object
 * that begins where another one expects the next name shows that the other one was never closed.
 */
final class ArrayRecords extends Records {

    private static final byte[] BRACKET = {']'};
    private static final byte[] NOTHING = {};

    private final Nesting nesting = new Nesting();

    private long elements;
    private boolean closed;
    private byte[] cutToSize;
    private Fault end;

    /** @throws FeedFault when it is no array */
    ArrayRecords(OpenFile file, Format format, int maxRecord) throws IOException {
        super(file, format, maxRecord);
        dropBlanks();
        if (!window.has(0)) {
            closed = true;
        } else if (window.at(0) != '[') {
            throw new FeedFault("The file " + file.name() + " is declared as a JSON array but begins otherwise.");
        } else {
            window.drop(1);
        }
    }

    @Override
    public Fault end() {
        return end;
    }

    @Override
    RawRecord cut() throws IOException {
        if (closed) {
            return null;
        }
        dropBlanks();
        if (window.has(0) && window.at(0) == ',') {
            return missing();
        }
        if (window.has(0) && window.at(0) != ']') {
            return element();
        }
        if (!window.has(0)) {
            closed = true;
            end = cutOff();
            return null;
        }
        window.drop(1);
        dropBlanks();
        if (window.has(0) && window.at(0) == ',') {
            window.drop(1);
            return new RawRecord(
                    ++elements, BRACKET, RawRecord.malformed("A bracket closes an array that nothing opened."));
        }
        closed = true;
        expectNothingMore();
        return null;
    }

    private RawRecord missing() {
        window.drop(1);
        String where = elements == 0 ? "before the first comma." : "between two commas.";
        return new RawRecord(++elements, NOTHING, RawRecord.malformed("An element of the array is missing " + where));
    }

    private void dropBlanks() throws IOException {
        while (window.has(0) && Json.isBlank(window.at(0))) {
            window.drop(1);
        }
    }

    /** Whether nothing follows but blanks. A bracket that nothing opened ends the array only then; else it is a slip. */
    private boolean isLast(int bracket) throws IOException {
        return !window.has(afterBlanks(bracket + 1));
    }

    private int afterBlanks(int from) throws IOException {
        int place = from;
        while (place <= maxRecord && window.has(place) && Json.isBlank(window.at(place))) {
            place++;
        }
        return place;
    }

    private void expectNothingMore() throws IOException {
        if (window.has(0)) {
            end = RawRecord.malformed("There is text after the end of the JSON array; the " + elements
                    + " elements before it were read.");
        }
    }

    private Fault cutOff() {
        return RawRecord.malformed("The JSON array is cut off: " + elements + " elements were complete.");
    }

    private RawRecord element() throws IOException {
        nesting.clear();
        cutToSize = null;
        byte last = 0;
        int place = 0;
        while (window.has(place)) {
            if (place > maxRecord) {
                place = forget(place);
            }
            byte value = window.at(place);
            switch (value) {
                case '"' -> place = afterString(place) - 1;
                case '\\' -> place++;
                case '{', '[' -> {
                    if (value == '{' && nesting.inObject() && last != ':') {
                        return take(place, place);
                    }
                    nesting.open(value == '{');
                }
                case '}' -> {
                    if (nesting.close(true) && nesting.isClosed()) {
                        return take(place + 1, place + 1);
                    }
                }
                case ']' -> {
                    if (nesting.close(false)) {
                        if (nesting.isClosed()) {
                            return take(place + 1, place + 1);
                        }
                    } else if (isLast(place)) {
                        return take(place, place);
                    }
                }
                case ',' -> {
                    if (nesting.isClosed()) {
                        return take(place, place);
                    }
                }
                default -> {}
            }
            last = Json.isBlank(value) ? last : value;
            place++;
        }
        return incomplete();
    }

    /** The place after the string, or after its first quote where the string turns out to be none. */
    private int afterString(int quote) throws IOException {
        int place = quote + 1;
        while (window.has(place)) {
            if (place > maxRecord) {
                place = forget(place);
            }
            byte value = window.at(place);
            if (value == '"') {
                return cutToSize != null || canFollowString(place + 1) ? place + 1 : quote + 1;
            }
            if (value == '\n' || value == '\r') {
                return cutToSize != null ? place : quote + 1;
            }
            place += value == '\\' ? 2 : 1;
        }
        return cutToSize != null ? window.available() : quote + 1;
    }

    private boolean canFollowString(int from) throws IOException {
        int place = afterBlanks(from);
        if (!window.has(place)) {
            return true;
        }
        byte value = window.at(place);
        return value == ',' || value == ':' || value == '}' || value == ']' || Json.isBlank(value);
    }

    /** Keeps the beginning of an element that is too large and drops what was read of it; the place after that. */
    private int forget(int place) {
        if (cutToSize == null) {
            cutToSize = window.copy(maxRecord);
        }
        window.drop(place);
        return 0;
    }

    private RawRecord take(int length, int drop) throws IOException {
        elements++;
        RawRecord record = cutToSize != null || length > maxRecord
                ? new RawRecord(elements, cutBytes(), RawRecord.tooLarge(maxRecord))
                : new RawRecord(elements, window.copy(trimmed(length)), null);
        window.drop(drop);
        dropBlanks();
        if (window.has(0) && window.at(0) == ',') {
            window.drop(1);
        }
        return record;
    }

    private byte[] cutBytes() {
        return cutToSize == null ? window.copy(maxRecord) : cutToSize;
    }

    private int trimmed(int length) {
        int trimmed = length;
        while (trimmed > 0 && (Json.isBlank(window.at(trimmed - 1)) || window.at(trimmed - 1) == ',')) {
            trimmed--;
        }
        return trimmed;
    }

    private RawRecord incomplete() {
        closed = true;
        end = cutOff();
        int length = window.available();
        byte[] bytes = cutToSize != null || length > maxRecord ? cutBytes() : window.copy(trimmed(length));
        return new RawRecord(elements + 1, bytes, RawRecord.malformed("The file ends within this element."));
    }
}
