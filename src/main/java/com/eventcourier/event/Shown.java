package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;

/** How much of a value a message may show: nothing of a secret one, 40 characters of any other. */
final class Shown {
    private static final int LONGEST = 40;

    private Shown() {}

    /** The value with a blank before it, or nothing. */
    static String value(Attribute attribute, JsonNode value) {
        if (attribute.secret()) {
            return "";
        }
        return switch (value.getNodeType()) {
            case STRING -> " \"" + cut(value.textValue()) + "\"";
            case NUMBER, BOOLEAN -> " " + cut(value.asText());
            case OBJECT -> " (an object)";
            case ARRAY -> " (a list)";
            default -> "";
        };
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
