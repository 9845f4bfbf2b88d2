package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The values of one record, to keep them out of a message that a library wrote. */
final class RecordValues {
    private static final int SHORTEST = 3;
    private static final Pattern TELLING = Pattern.compile("\\+?\\d{4,}|[^\\s'\"]+@[^\\s'\"]+");

    private final List<String> texts = new ArrayList<>();

    private RecordValues() {}

    static RecordValues of(JsonNode record) {
        RecordValues values = new RecordValues();
        values.collect(record);
        values.texts.sort(Comparator.comparingInt(String::length).reversed());
        return values;
    }

    String maskedIn(String message) {
        String masked = message;
        for (String text : texts) {
            masked = masked.replace(text, "***");
        }
        return TELLING.matcher(masked).replaceAll("***");
    }

    private void collect(JsonNode node) {
        if (node.isContainerNode()) {
            node.forEach(this::collect);
        } else if (node.asText().length() >= SHORTEST) {
            texts.add(node.asText());
        }
    }
}
