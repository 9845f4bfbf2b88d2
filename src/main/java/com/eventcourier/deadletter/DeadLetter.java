package com.eventcourier.deadletter;

import com.eventcourier.ledger.KeptRow;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A dead letter as its route gets it and as it stands in the dead-letter files, one JSON object.
 *
 * @param id its name; the same as courier_id in the rejected file
 * @param code the code that decided
 * @param faults every fault that was found, as JSON: code, attribute, message
 * @param position physical line or element in the file
 * @param raw the record as it stood in the file
 * @param payload what was or would have been posted; null when there is none
 * @param answer what the target said, cut; null when it was not asked
 * @param history one object for each time it was posted and came back, with the quick attempts before its last as {@code before}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String id,
        String code,
        @JsonRawValue String faults,
        String account,
        String feed,
        String event,
        String file,
        long arrival,
        long position,
        int sub,
        String raw,
        @JsonRawValue String payload,
        String answer,
        @JsonProperty("http_status") Integer httpStatus,
        int attempts,
        @JsonRawValue String history,
        String mapping,
        @JsonProperty("first_at") String firstAt,
        @JsonProperty("last_at") String lastAt) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DeadLetter of(KeptRow row) {
        return new DeadLetter(
                row.letter().toString(),
                row.code(),
                row.faults(),
                row.account(),
                row.feed(),
                row.event(),
                row.file(),
                row.id().arrival(),
                row.id().position(),
                row.id().sub(),
                row.record(),
                text(row.payload()),
                row.answer(),
                row.httpStatus(),
                row.attempts(),
                lines(row.history()),
                row.mapping(),
                Instant.ofEpochMilli(row.firstAt()).toString(),
                Instant.ofEpochMilli(row.lastAt()).toString());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String lines(String history) {
        return history == null ? "[]" : "[" + String.join(",", history.strip().split("\n")) + "]";
    }

    /** One line of JSON. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dead letter can be written as JSON", e);
        }
    }
}
