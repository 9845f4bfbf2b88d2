package com.eventcourier.event;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which fields of the record a mapping reads, by its text: every {@code .name} that does not continue another one. */
final class ReadColumns {
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*" // a comment
                    + "|(?<chain>(?:\\.(?:[A-Za-z_][A-Za-z0-9_-]*|\"(?:[^\"\\\\]|\\\\.)*\"))+)"
                    + "|\"(?:[^\"\\\\]|\\\\.)*\"" // a text
                    + "|[0-9]+\\.[0-9]+" // a number
                    + "|(?<whole>\\.)"); // the record itself
    private static final Pattern FIRST = Pattern.compile("\\.(?:([A-Za-z_][A-Za-z0-9_-]*)|\"((?:[^\"\\\\]|\\\\.)*)\")");

    private final Set<String> columns = new LinkedHashSet<>();
    private boolean whole;

    private ReadColumns() {}

    static ReadColumns of(String jslt) {
        ReadColumns read = new ReadColumns();
        Matcher token = TOKEN.matcher(jslt);
        while (token.find()) {
            if (token.group("chain") != null) {
                read.add(token.group("chain"));
            }
            read.whole |= token.group("whole") != null;
        }
        return read;
    }

    Set<String> columns() {
        return columns;
    }

    /** Whether the mapping uses the record as a whole, so that other fields can reach the payload. */
    boolean whole() {
        return whole;
    }

    private void add(String chain) {
        Matcher first = FIRST.matcher(chain);
        if (first.lookingAt()) {
            columns.add(first.group(1) != null ? first.group(1) : first.group(2));
        }
    }
}
