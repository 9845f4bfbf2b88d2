package com.eventcourier.operate;

import com.eventcourier.event.Attribute;
import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.EventDefinitions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Hides customers' values from who may only look. What cannot be told to be harmless is hidden too: the record as it came
 * in, the target's words, and attributes that nobody defined.
 */
record Mask(EventDefinitions definitions) {

    static final String HIDDEN = "***";

    private static final ObjectMapper JSON = new ObjectMapper();

    String record(byte... raw) {
        return raw == null ? null : HIDDEN;
    }

    String answer(String answer) {
        return answer == null ? null : HIDDEN;
    }

    /** The payload with only those values that its event type neither marks as sensitive nor as the customer's. */
    String payload(String event, byte... payload) {
        if (payload == null) {
            return null;
        }
        EventDefinition definition =
                event == null ? null : definitions.find(event).orElse(null);
        try {
            return JSON.readTree(payload) instanceof ObjectNode fields
                    ? masked(fields, definition).toString()
                    : HIDDEN;
        } catch (IOException e) {
            return HIDDEN;
        }
    }

    private static ObjectNode masked(ObjectNode fields, EventDefinition definition) {
        List<String> hidden = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> each = fields.fields(); each.hasNext(); ) {
            String name = each.next().getKey();
            Attribute attribute =
                    definition == null ? null : definition.attributes().get(name);
            if (!name.equals("event_name") && (attribute == null || attribute.secret())) {
                hidden.add(name);
            }
        }
        hidden.forEach(name -> fields.put(name, HIDDEN));
        return fields;
    }
}
