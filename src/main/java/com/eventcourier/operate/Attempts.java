package com.eventcourier.operate;

import com.eventcourier.ledger.Traced;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was tried with an event, as tables have it. */
final class Attempts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Attempts() {}

    /** A POST, or several in a row, and the last answer to them. */
    record Attempt(String at, int posts, String code, Integer http, String reason) {}

    /** Why an event cannot be sent. */
    record Reason(String code, String attribute, String message) {}

    /** A replay and what came of it. */
    record Replayed(long run, String code, String outcome, String newCode, Instant at) {}

    /**
     * A row for each POST; for several where the ledger kept only how many they were and the last answer.
     *
     * @param history one JSON line for each time it was posted and came back
     * @param mask leaves the reasons out, which may repeat the target's words; null shows them
     */
    static List<Attempt> history(String history, Mask mask) {
        List<Attempt> attempts = new ArrayList<>();
        for (String line : history == null ? new String[0] : history.split("\n")) {
            JsonNode last = read(line);
            int posts = last.path("attempts").asInt();
            for (JsonNode one : last.path("before")) {
                attempts.add(attempt(one, one.path("attempts").asInt(), mask));
                posts -= one.path("attempts").asInt();
            }
            // none is left where the event came back from a shut gate: its last POST is one of those before
            if (posts > 0) {
                attempts.add(attempt(last, posts, mask));
            }
        }
        return attempts;
    }

    private static Attempt attempt(JsonNode attempt, int posts, Mask mask) {
        return new Attempt(
                attempt.path("at").asText(null),
                posts,
                attempt.path("code").asText(null),
                attempt.path("http").isNumber() ? attempt.path("http").asInt() : null,
                mask == null ? attempt.path("reason").asText(null) : null);
    }

    /** @param mask what hides the sentences that may repeat more than it shows; null shows them */
    static List<Reason> reasons(String faults, String cause, Mask mask) {
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode fault : read(faults == null ? "[]" : faults)) {
            String code = fault.path("code").asText(null);
            String attribute = fault.path("attribute").asText(null);
            String message = fault.path("message").asText(null);
            reasons.add(
                    mask == null
                            ? new Reason(code, attribute, message)
                            : new Reason(
                                    code,
                                    mask.attribute(attribute),
                                    mask.hides(cause, code, attribute) ? null : mask.message(message)));
        }
        return reasons;
    }

    static List<Replayed> replays(List<Traced> events) {
        return events.stream()
                .flatMap(event -> event.replays().stream())
                .map(one -> new Replayed(
                        one.run(),
                        one.code(),
                        one.outcome() == null ? "replaying" : one.outcome(),
                        one.newCode(),
                        one.at()))
                .toList();
    }

    private static JsonNode read(String json) {
        try {
            return json.isBlank() ? JSON.createObjectNode() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the ledger keeps of an attempt is JSON", e);
        }
    }
}
