package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Why a payload has no definition: it names no event, or one that nobody defined. */
final class NoDefinition {
    private NoDefinition() {}

    static Fault fault(ObjectNode payload) {
        JsonNode name = payload.get(Standard.EVENT_NAME);
        if (name == null
                || name.isNull()
                || name.isTextual() && name.textValue().isBlank()) {
            return new Fault(
                    Codes.EVENT_MISSING, Standard.EVENT_NAME, "event_name is missing: nothing says which event it is");
        }
        String what = name.isTextual()
                ? "no event \"" + Shown.cut(name.textValue()) + "\" is defined"
                : "event_name is not a text";
        return new Fault(Codes.EVENT_INVALID, Standard.EVENT_NAME, what);
    }
}
