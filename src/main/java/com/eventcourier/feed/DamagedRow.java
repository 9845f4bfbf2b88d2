package com.eventcourier.feed;

import java.util.Arrays;
import java.util.List;

/**
 * A row that could not be read, as its rejected file shows it in {@code courier_raw}: what is told of it where the ledger
 * does not know it any more. What was wrong in it must not be sent, however the file was saved since: with another
 * delimiter, its columns in another order, a cell beside it changed.
 */
final class DamagedRow {

    private static final char NOT_IN_THE_CHARSET = '\uFFFD';
    private static final String DELIMITERS = ",;|\t";

    private final String raw;

    DamagedRow(String raw) {
        this.raw = raw;
    }

    /**
     * Whether the mended row is still as it was cut, or a value of it still a damaged one.
     *
     * @param own the row's own values, in the order of its file
     * @param csv cuts the rows of that file
     */
    boolean isStillIn(List<String> own, CsvFields csv) {
        return isAsCut(own, csv)
                || raw.indexOf(NOT_IN_THE_CHARSET) >= 0 && own.stream().anyMatch(DamagedRow::hasReplaced)
                || DELIMITERS.chars().anyMatch(cut -> isAsCut(own, new CsvFields((char) cut)))
                || DELIMITERS.chars().anyMatch(cut -> hasBrokenCell(own, (char) cut));
    }

    private boolean isAsCut(List<String> own, CsvFields csv) {
        String[] cut = new String[own.size()];
        csv.cutAnyhow(raw, cut);
        return own.equals(Arrays.asList(cut));
    }

    static boolean hasReplaced(String value) {
        return value != null && value.indexOf(NOT_IN_THE_CHARSET) >= 0;
    }

    /** Broken quotes, whatever the delimiter of its own file was. */
    private boolean hasBrokenCell(List<String> own, char delimiter) {
        CsvFields csv = new CsvFields(delimiter);
        if (csv.cut(raw, CsvFields.COUNT_ONLY) != CsvFields.BROKEN) {
            return false;
        }
        List<String> cells = Arrays.asList(csv.values(raw));
        return own.stream().anyMatch(value -> value != null && value.indexOf('"') >= 0 && cells.contains(value));
    }
}
