package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Which events a fault is for.
 *
 * @param event the event name, null for any
 * @param attributes attributes and the values they must have, compared as text; empty for any
 */
record FaultMatch(String event, Map<String, String> attributes) {

    boolean accepts(JsonNode payload) {
        return (event == null || event.equals(payload.path("event_name").asText()))
                && ReceivedEvent.has(payload, attributes);
    }
}
