package com.eventcourier.feed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The header line of a CSV file. Its words are never repeated in a message: they may be a customer's row. */
final class CsvHeader {

    private CsvHeader() {}

    /** The values of a file's first record, or null where it cannot be read. */
    static List<String> columns(RawRecord first, Format format, CsvFields fields) {
        String text = first.fault() == null ? Text.decoded(first.bytes(), format.recordCharset()) : null;
        if (text == null || text.indexOf('\0') >= 0) {
            return null;
        }
        String[] columns = new String[Math.max(0, fields.cut(text, CsvFields.COUNT_ONLY))];
        fields.cut(text, columns);
        return columns.length == 0 ? null : Arrays.asList(columns);
    }

    /**
     * Whether the first line of a file with a declared header is a header after all: the declared one itself, or that
     * of a rejected file.
     */
    static boolean isHeader(List<String> columns, List<String> declared) {
        return columns != null && (columns.equals(declared) || columns.contains(Courier.ID));
    }

    static List<String> checked(List<String> columns, RawRecord first, String file) throws FeedFault {
        if (columns == null) {
            throw new FeedFault("The file " + file + " has no header that can be read: its first record, on line "
                    + first.position() + ", is "
                    + (first.fault() == null
                            ? "not text in the file's charset."
                            : "faulty. " + first.fault().message()));
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) == null) {
                throw new HeaderFault(
                        "Column " + (i + 1) + " of the file " + file + " has no name in the header.", columns);
            }
            Integer other = seen.putIfAbsent(columns.get(i), i + 1);
            if (other != null) {
                throw new HeaderFault(
                        "Columns " + other + " and " + (i + 1) + " of the file " + file
                                + " have the same name in the header.",
                        columns);
            }
        }
        return List.copyOf(columns);
    }
}
