package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

/** Booleans. Text of a text feed is one as JSON or as a spreadsheet writes it: true, false, TRUE, FALSE. */
final class BooleanRule extends AttributeRule {
    private final boolean text;

    BooleanRule(Attribute attribute, boolean text) {
        super(attribute);
        this.text = text;
    }

    @Override
    JsonNode accept(JsonNode value, boolean mapped) {
        if (value.isBoolean()) {
            return value;
        }
        if (!text || !value.isTextual()) {
            return null;
        }
        return switch (value.textValue()) {
            case "true", "TRUE" -> BooleanNode.TRUE;
            case "false", "FALSE" -> BooleanNode.FALSE;
            default -> null;
        };
    }

    @Override
    Fault refusal(JsonNode value) {
        return wrongType(value, "true or false");
    }
}
