package com.eventcourier.feed;

import com.eventcourier.ledger.LetterId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the dead letter that a malformed record names. It is closed although its record is no better: the record is a new
 * dead letter, and nobody is to mend the same one twice.
 */
final class NamedLetter {

    /** Within the text of another value its quotes are escaped. */
    private static final Pattern MEMBER = Pattern.compile("\"" + Courier.ID + "\"\\s*:\\s*\"([0-9a-f-]{1,40})\"");

    private NamedLetter() {}

    /**
     * Null where an object that cannot be read names none. What does not begin as an object is a piece of one, on a line of
     * its own: the letter stays open for the rest of it.
     */
    static String inObject(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        Matcher member = MEMBER.matcher(text);
        while (member.find()) {
            if (isOne(member.group(1))) {
                return member.group(1);
            }
        }
        return null;
    }

    /**
     * The value in the column of that name, counted from the end, for what makes a row too long or too short was mostly
     * done before it; else the first that looks like one, for a stray quote takes columns together.
     *
     * @param fromEnd how many columns the header has from that one on
     */
    static String inRow(String text, CsvFields csv, int fromEnd) {
        String[] values = csv.values(text);
        int place = values.length - fromEnd;
        if (place >= 0 && isOne(values[place])) {
            return values[place];
        }
        for (String value : values) {
            if (isOne(value)) {
                return value;
            }
        }
        return null;
    }

    private static boolean isOne(String text) {
        return LetterId.parse(text).isPresent();
    }
}
