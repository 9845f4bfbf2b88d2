package com.eventcourier.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Answers of the desk as a person reads them. */
final class TextTable {

    private static final int WIDEST = 60;

    private TextTable() {}

    /** Rows under their names; numbers to the right. */
    static String of(JsonNode rows, String... columns) {
        if (rows.isEmpty()) {
            return "None.";
        }
        int[] widths = new int[columns.length];
        List<String[]> lines = new ArrayList<>(List.of(new String[][] {columns}));
        for (JsonNode row : rows) {
            String[] line = new String[columns.length];
            for (int i = 0; i < columns.length; i++) {
                line[i] = cut(text(row.path(columns[i])));
            }
            lines.add(line);
        }
        for (String[] line : lines) {
            for (int i = 0; i < columns.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        StringJoiner text = new StringJoiner(System.lineSeparator());
        for (String[] line : lines) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < columns.length; i++) {
                boolean number = rows.get(0).path(columns[i]).isNumber();
                out.append(i == 0 ? "" : "  ").append(padded(line[i], widths[i], number));
            }
            text.add(out.toString().stripTrailing());
        }
        return text.toString();
    }

    /** One fact a line; lists of things indented below their name. What is not there is left out. */
    static String facts(JsonNode one, String... names) {
        int width = 0;
        for (String name : names) {
            width = Math.max(width, name.length());
        }
        StringJoiner text = new StringJoiner(System.lineSeparator());
        for (String name : names) {
            JsonNode value = one.path(name);
            if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                text.add(name);
                value.forEach(item -> text.add("  " + inline(item)));
            } else if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
                text.add(padded(name, width, false) + "  " + text(value));
            }
        }
        return text.toString();
    }

    private static String inline(JsonNode item) {
        StringJoiner text = new StringJoiner(", ");
        item.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                text.add(field.getKey() + " " + text(field.getValue()));
            }
        });
        return text.toString();
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(", ");
            value.forEach(item -> items.add(harmless(item.asText())));
            return items.toString();
        }
        return value.isNull() || value.isMissingNode() ? "" : harmless(value.asText());
    }

    /** What a sender calls a file must not colour the screen. */
    static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\s]]", "?");
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - text.length()));
        return right ? blanks + text : text + blanks;
    }
}
