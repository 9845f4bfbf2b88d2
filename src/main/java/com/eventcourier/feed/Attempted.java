package com.eventcourier.feed;

import com.eventcourier.webhook.Tried;
import com.eventcourier.webhook.Verdict;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ledger keeps of the POSTs of an event that were not accepted: one JSON line for each time it came back, since
 * the number of lines makes its next wait longer. The quick attempts before the last stand in that line, as {@code before}.
 */
final class Attempted {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Attempted() {}

    /** It came back, and this is the last that was said of it. */
    static String line(Verdict verdict) {
        Map<String, Object> last =
                attempt(Instant.now(), verdict.attempts(), verdict.code(), verdict.httpStatus(), verdict.reason());
        return line(last, verdict.tried());
    }

    /** It was accepted, though not at the first attempt of this call; null where it was. */
    static String beforeYes(Verdict accepted) {
        List<Tried> tried = accepted.tried();
        if (tried.isEmpty()) {
            return null;
        }
        Map<String, Object> last = attempt(tried.get(tried.size() - 1));
        last.put("attempts", tried.stream().mapToInt(Tried::posts).sum());
        return line(last, tried.subList(0, tried.size() - 1));
    }

    private static String line(Map<String, Object> last, List<Tried> before) {
        if (!before.isEmpty()) {
            last.put("before", before.stream().map(Attempted::attempt).toList());
        }
        try {
            return JSON.writeValueAsString(last) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attempts can be written", e);
        }
    }

    private static Map<String, Object> attempt(Tried one) {
        return attempt(one.at(), one.posts(), one.code(), one.http(), one.reason());
    }

    private static Map<String, Object> attempt(Instant at, int posts, String code, Integer http, String reason) {
        Map<String, Object> attempt = new LinkedHashMap<>();
        attempt.put("at", at.toString());
        attempt.put("attempts", posts);
        attempt.put("code", code);
        attempt.put("http", http);
        attempt.put("reason", reason);
        return attempt;
    }
}
