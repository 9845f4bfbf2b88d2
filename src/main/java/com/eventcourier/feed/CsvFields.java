package com.eventcourier.feed;

/**
 * Cuts one CSV record into its values: unquoted ones without the blanks around them, quoted ones as they are, empty ones
 * as null. FastCSV is made for streams: begun anew for each record it takes 0.5 us for six values, this 0.15 to 0.2.
 */
final class CsvFields {

    static final int BROKEN = -1;
    static final String[] COUNT_ONLY = {};

    private final char delimiter;

    CsvFields(char delimiter) {
        this.delimiter = delimiter;
    }

    /**
     * Fills the array with the first values of the record.
     *
     * @return how many values the record has, or {@link #BROKEN} when a quote stays open or text follows a closing one
     */
    int cut(String record, String[] values) {
        return record.indexOf('"') < 0 ? cutAtDelimiters(record, values) : cutQuoted(record, values);
    }

    /** The same, with quotes taken as any other character. */
    int cutAtDelimiters(String record, String[] values) {
        int count = 0;
        int from = 0;
        while (true) {
            int to = endOfUnquoted(record, from);
            if (count < values.length) {
                values[count] = trimmed(record, from, to);
            }
            count++;
            if (to == record.length()) {
                return count;
            }
            from = to + 1;
        }
    }

    /**
     * Fills the array as far as the record has values, be it in shape or not.
     *
     * @return whether it has as many as the array, and none is broken
     */
    boolean cutAnyhow(String record, String[] values) {
        int count = cut(record, values);
        if (count == BROKEN) {
            cutAtDelimiters(record, values);
        }
        return count == values.length;
    }

    /** All values of a record, be it in shape or not. */
    String[] values(String record) {
        int count = cut(record, COUNT_ONLY);
        String[] values = new String[count == BROKEN ? cutAtDelimiters(record, COUNT_ONLY) : count];
        cutAnyhow(record, values);
        return values;
    }

    private int cutQuoted(String record, String[] values) {
        int count = 0;
        int from = 0;
        while (true) {
            int first = afterBlanks(record, from);
            boolean quoted = first < record.length() && record.charAt(first) == '"';
            int close = quoted ? closingQuote(record, first + 1) : 0;
            int to = quoted ? afterBlanks(record, close + 1) : endOfUnquoted(record, from);
            if (close < 0 || to < record.length() && record.charAt(to) != delimiter) {
                return BROKEN;
            }
            if (count < values.length) {
                values[count] = quoted ? unquoted(record, first + 1, close) : trimmed(record, from, to);
            }
            count++;
            if (to == record.length()) {
                return count;
            }
            from = to + 1;
        }
    }

    private int endOfUnquoted(String record, int from) {
        int to = record.indexOf(delimiter, from);
        return to < 0 ? record.length() : to;
    }

    private static int closingQuote(String record, int from) {
        int quote = record.indexOf('"', from);
        while (quote >= 0 && quote + 1 < record.length() && record.charAt(quote + 1) == '"') {
            quote = record.indexOf('"', quote + 2);
        }
        return quote;
    }

    private static String unquoted(String record, int from, int to) {
        if (from == to) {
            return null;
        }
        String value = record.substring(from, to);
        return value.indexOf('"') < 0 ? value : value.replace("\"\"", "\"");
    }

    private String trimmed(String record, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && isBlank(record.charAt(first))) {
            first++;
        }
        while (first < last && isBlank(record.charAt(last - 1))) {
            last--;
        }
        return first == last ? null : record.substring(first, last);
    }

    private int afterBlanks(String record, int from) {
        int place = from;
        while (place < record.length() && isBlank(record.charAt(place))) {
            place++;
        }
        return place;
    }

    private boolean isBlank(char value) {
        return (value == ' ' || value == '\t') && value != delimiter;
    }
}
