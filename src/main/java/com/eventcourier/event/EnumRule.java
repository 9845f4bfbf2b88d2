package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Enums: texts, also where they look like numbers, compared as written. */
final class EnumRule extends AttributeRule {
    private static final int MOST_SHOWN = 10;

    private final Set<String> allowed;

    EnumRule(Attribute attribute) {
        super(attribute);
        this.allowed = Set.copyOf(attribute.values());
    }

    @Override
    JsonNode accept(JsonNode value, boolean mapped) {
        return value.isTextual() && allowed.contains(value.textValue()) ? value : null;
    }

    @Override
    Fault refusal(JsonNode value) {
        if (!value.isTextual()) {
            return wrongType(value, "a text, as an enum's value must be");
        }
        String message = name + Shown.value(attribute, value) + " is not one of " + listed(attribute.values());
        return new Fault(Codes.ATTRIBUTE_VALUE, name, message);
    }

    private static String listed(List<String> values) {
        if (values.size() <= MOST_SHOWN) {
            return String.join(", ", values);
        }
        return String.join(", ", values.subList(0, MOST_SHOWN)) + ", ... (" + values.size() + " values)";
    }
}
