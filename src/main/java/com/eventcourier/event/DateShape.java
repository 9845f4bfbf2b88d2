package com.eventcourier.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a pattern of fixed width has digits and where it has other characters. Comparing shapes is far cheaper than
 * parsing, so a value is parsed only by a pattern that it is written in.
 */
final class DateShape {
    private static final Pattern FIXED = Pattern.compile(
            "(?:yyyy(?!y)|uuuu(?!u)|MM(?!M)|dd(?!d)|HH(?!H)" + "|mm(?!m)|ss(?!s)|SS+|'[^']+'|[^A-Za-z'])+(XXX)?");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");
    private static final char DIGIT = 0;

    private final char[] characters;
    private final boolean offset;

    private DateShape(char[] characters, boolean offset) {
        this.characters = characters;
        this.offset = offset;
    }

    /** The pattern's shape, or null when its width varies. */
    static DateShape of(String pattern) {
        if (!FIXED.matcher(pattern).matches()) {
            return null;
        }
        boolean offset = pattern.endsWith("XXX");
        String fields = offset ? pattern.substring(0, pattern.length() - 3) : pattern;
        StringBuilder shape = new StringBuilder();
        Matcher quoted = QUOTED.matcher(fields);
        int from = 0;
        while (quoted.find()) {
            shape.append(digits(fields.substring(from, quoted.start()))).append(quoted.group(1));
            from = quoted.end();
        }
        shape.append(digits(fields.substring(from)));
        return new DateShape(shape.toString().toCharArray(), offset);
    }

    boolean fits(String value) {
        int length = characters.length;
        if (offset ? value.length() <= length : value.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (characters[i] == DIGIT ? !digit(c) : c != characters[i]) {
                return false;
            }
        }
        return !offset || offsetAt(value, length);
    }

    private static boolean offsetAt(String value, int at) {
        char sign = value.charAt(at);
        if (sign == 'Z') {
            return value.length() == at + 1;
        }
        return (sign == '+' || sign == '-')
                && value.length() == at + 6
                && digit(value.charAt(at + 1))
                && digit(value.charAt(at + 2))
                && value.charAt(at + 3) == ':'
                && digit(value.charAt(at + 4))
                && digit(value.charAt(at + 5));
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String digits(String letters) {
        return letters.replaceAll("[A-Za-z]", String.valueOf(DIGIT));
    }
}
