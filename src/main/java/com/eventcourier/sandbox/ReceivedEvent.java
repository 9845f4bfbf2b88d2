package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** One event that reached the stand-in, and what it was told. The number counts from 1 since the start. */
record ReceivedEvent(long number, Instant at, String webhook, byte[] body, Answer answer) {

    /** Whether the payload has each of the attributes with that value, compared as text. */
    static boolean has(JsonNode payload, Map<String, String> attributes) {
        for (Map.Entry<String, String> wanted : attributes.entrySet()) {
            JsonNode value = payload.get(wanted.getKey());
            if (value == null || !textOf(value).equals(wanted.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static String textOf(JsonNode value) {
        return value.isValueNode() ? value.asText() : SandboxJson.write(value);
    }

    ObjectNode toJson(JsonNode payload) {
        ObjectNode json = SandboxJson.object()
                .put("number", number)
                .put("receivedAt", at.toString())
                .put("webhook", webhook)
                .put("accepted", answer.saysYes())
                .put("answer", answer.summary());
        if (answer.requestId() != null) {
            json.put("requestId", answer.requestId());
        }
        json.set("payload", payload);
        return json;
    }
}
