package com.eventcourier.operate;

import com.eventcourier.event.Attribute;
import com.eventcourier.event.Codes;
import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.EventDefinitions;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides customers' values from who may only look. What cannot be told to be harmless is hidden too: the record as it came
 * in, the target's words, and whatever nobody defined: where a column is shifted by one, a customer's number stands for the
 * name of an event.
 */
record Mask(EventDefinitions definitions) {

    static final String HIDDEN = "***";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What may be a customer's number or address, in whatever attribute a shifted column put it. */
    private static final Pattern LIKE_A_CUSTOMER = Pattern.compile("\\+?\\d{8,15}|.*@.*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    /** Null for who sees everything. */
    static Mask of(Caller caller, EventDefinitions definitions) {
        return caller.operator() ? null : new Mask(definitions);
    }

    /** The name of an event type that is defined. */
    String event(String name) {
        return name == null || name.isEmpty() || definitions.find(name).isPresent() ? name : HIDDEN;
    }

    /** The name of an attribute that some event type has. */
    String attribute(String name) {
        return name == null || definitions.attributeNames().contains(name) ? name : HIDDEN;
    }

    /** Whether the sentence on a fault may repeat the target's words, or a name that nobody defined. */
    boolean hides(String cause, String code, String attribute) {
        return !LetterTables.REFUSED_HERE.equals(cause)
                || Codes.EVENT_INVALID.equals(code)
                || HIDDEN.equals(attribute(attribute));
    }

    /** A sentence on a fault without the value that it quotes, which need not be of the attribute that it stands in. */
    String message(String sentence) {
        return sentence == null ? null : QUOTED.matcher(sentence).replaceAll(HIDDEN);
    }

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
                    ? masked(fields, definition, definitions.attributeNames()).toString()
                    : HIDDEN;
        } catch (IOException e) {
            return HIDDEN;
        }
    }

    private static ObjectNode masked(ObjectNode fields, EventDefinition definition, Set<String> names) {
        ObjectNode masked = JSON.createObjectNode();
        fields.properties().forEach(field -> {
            String name = field.getKey();
            Attribute attribute =
                    definition == null ? null : definition.attributes().get(name);
            boolean event = name.equals("event_name") && definition != null;
            boolean shown = event
                    || attribute != null
                            && !attribute.secret()
                            && !LIKE_A_CUSTOMER
                                    .matcher(field.getValue().asText())
                                    .matches();
            masked.set(names.contains(name) ? name : HIDDEN, shown ? field.getValue() : TextNode.valueOf(HIDDEN));
        });
        return masked;
    }
}
