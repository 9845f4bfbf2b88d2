package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * A payload of its own for each event: what a mapping returns may be the record itself, a part of it, or a constant
 * that all records share. Absent values (null, and in a text feed an empty text) and the courier's own columns stay
 * out.
 */
final class PayloadCopy {
    private PayloadCopy() {}

    /** @param event the name to put first if the output has none; null adds nothing */
    static ObjectNode of(JsonNode output, String event, boolean text) {
        ObjectNode payload = new ObjectNode(JsonNodeFactory.instance);
        if (event != null && isAbsent(output.get(Standard.EVENT_NAME), text)) {
            payload.set(Standard.EVENT_NAME, TextNode.valueOf(event));
        }
        for (Map.Entry<String, JsonNode> field : output.properties()) {
            if (!isAbsent(field.getValue(), text) && !field.getKey().startsWith(Standard.COURIER_PREFIX)) {
                payload.set(field.getKey(), field.getValue());
            }
        }
        return payload;
    }

    /** The record without its empty cells, so that a mapping sees them as absent; the record itself if it has none. */
    static ObjectNode withoutEmptyCells(ObjectNode record) {
        for (JsonNode cell : record) {
            if (isAbsent(cell, true)) {
                ObjectNode filled = new ObjectNode(JsonNodeFactory.instance);
                record.properties().forEach(field -> {
                    if (!isAbsent(field.getValue(), true)) {
                        filled.set(field.getKey(), field.getValue());
                    }
                });
                return filled;
            }
        }
        return record;
    }

    static boolean isAbsent(JsonNode value, boolean text) {
        return value == null
                || value.isNull()
                || value.isMissingNode()
                || text && value.isTextual() && value.textValue().isEmpty();
    }
}
