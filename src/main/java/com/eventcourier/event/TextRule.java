package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Free texts: strings, codes, and who the customer is. */
final class TextRule extends AttributeRule {
    private final Identifier identifier;
    private final Pattern pattern;
    private final boolean code;

    TextRule(Attribute attribute) {
        super(attribute);
        this.identifier = attribute.identifier();
        this.pattern = attribute.pattern();
        this.code = !attribute.type().faultCode().equals(Codes.ATTRIBUTE_TYPE);
    }

    @Override
    JsonNode accept(JsonNode value, boolean mapped) {
        return value.isTextual() && hasForm(value.textValue()) && matches(value.textValue()) ? value : null;
    }

    @Override
    Fault refusal(JsonNode value) {
        if (identifier != null && !(value.isTextual() && hasForm(value.textValue()))) {
            return wrongType(value, value.isTextual() ? identifier.form() : "a text that is " + identifier.form());
        }
        if (!value.isTextual() || !hasForm(value.textValue())) {
            return wrongType(value, code ? "a text that is not empty" : "a text");
        }
        String faultCode = code ? attribute.type().faultCode() : Codes.ATTRIBUTE_VALUE;
        String message = name + Shown.value(attribute, value) + " does not match the pattern " + pattern.pattern();
        return new Fault(faultCode, name, message);
    }

    private boolean hasForm(String text) {
        return identifier != null ? identifier.accepts(text) : !code || !text.isBlank();
    }

    private boolean matches(String text) {
        return pattern == null || pattern.matcher(text).matches();
    }
}
