package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Answers as the target's webhook does. Like the target it acknowledges before it validates: any JSON object is
 * accepted, whatever it says. The target documents no answer for what it does not take; the refusals here are those of
 * the gateway it stands behind.
 */
class StandInWebhook {

    private static final String SCHEME = "Basic ";

    /** The gateway's limit for one request. */
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    private final byte[] token;
    private final ReceivedEvents received;
    private final FaultScript faults;

    StandInWebhook(SandboxOptions options, ReceivedEvents received, FaultScript faults) {
        this.token = options.asksForToken() ? options.token().getBytes(StandardCharsets.UTF_8) : null;
        this.received = received;
        this.faults = faults;
    }

    public Answer answer(
            @Header("id") String webhook, @Header("Authorization") String authorization, @Body byte[] body) {
        if (!mayEnter(authorization)) {
            received.countUnauthorized();
            return Answer.fromGateway(401, "Unauthorized");
        }
        if (body != null && body.length > LARGEST_BODY) {
            received.countMalformed();
            return Answer.fromGateway(413, "Request Too Long");
        }
        JsonNode payload = readObject(body);
        if (payload == null) {
            received.countMalformed();
            return Answer.fromGateway(400, "Invalid request body");
        }
        Answer acknowledged = Answer.acknowledged();
        Answer answer = faults.answerTo(payload, acknowledged);
        received.add(webhook, payload, body, answer);
        return answer;
    }

    private boolean mayEnter(String authorization) {
        if (token == null) {
            return true;
        }
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode readObject(byte[] body) {
        if (body == null) {
            return null;
        }
        try {
            JsonNode payload = SandboxJson.read(body);
            return payload.isObject() ? payload : null;
        } catch (IOException e) {
            return null;
        }
    }
}
