package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/**
 * What goes back to the client.
 *
 * @param code the code in the body as it is written there, null where the answer has none
 * @param requestId the target's id of the request, null where the answer has none
 * @param retryAfter the Retry-After header, null for none
 * @param delayMillis how long the answer is held back
 * @param reset true: the connection is closed without an answer
 */
record Answer(
        int status,
        String contentType,
        String body,
        String code,
        String requestId,
        String retryAfter,
        long delayMillis,
        boolean reset) {

    static final String JSON = "application/json";

    /** The documented answer of the webhook. */
    static Answer acknowledged() {
        return withCode(200, "1100", "Event is pushed to transformation state");
    }

    /** An answer in the documented form. The code is written as it is: a number, or a string with its quotes. */
    static Answer withCode(int status, String code, String message) {
        String requestId = UUID.randomUUID().toString();
        String body = "{\"status\":{\"code\":" + code + ",\"message\":" + SandboxJson.quoted(message)
                + "},\"requestId\":\"" + requestId + "\"}";
        return new Answer(status, JSON, body, code, requestId, null, 0, false);
    }

    /** An answer of the gateway in front of the target, which knows no codes. */
    static Answer fromGateway(int status, String message) {
        return plain(status, JSON, "{\"message\":" + SandboxJson.quoted(message) + "}");
    }

    static Answer plain(int status, String contentType, String body) {
        return new Answer(status, contentType, body, null, null, null, 0, false);
    }

    static Answer json(JsonNode body) {
        return plain(200, JSON, SandboxJson.pretty(body));
    }

    /** A refusal of a request to the sandbox itself (RFC 9457). */
    static Answer problem(String title, List<String> problems) {
        ObjectNode body = SandboxJson.object().put("title", title).put("status", 400);
        body.put("detail", String.join("; ", problems));
        return plain(400, "application/problem+json", SandboxJson.pretty(body));
    }

    Answer withStatus(int other) {
        return new Answer(other, contentType, body, code, requestId, retryAfter, delayMillis, reset);
    }

    Answer withRetryAfter(String value) {
        return new Answer(status, contentType, body, code, requestId, value, delayMillis, reset);
    }

    Answer after(long millis) {
        return new Answer(status, contentType, body, code, requestId, retryAfter, millis, reset);
    }

    Answer asReset() {
        return new Answer(200, null, null, null, null, null, delayMillis, true);
    }

    boolean saysYes() {
        return status / 100 == 2 && ("1100".equals(code) || "7300".equals(code));
    }

    /** The answer in a few words: {@code 200 1100}, {@code 503}, {@code reset}. */
    String summary() {
        if (reset) {
            return "reset";
        }
        return code == null ? Integer.toString(status) : status + " " + code;
    }
}
