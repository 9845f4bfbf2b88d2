package com.eventcourier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/** Takes the fields out of one object of a fault script, and notes what is wrong with them. Absent fields are null. */
class FaultFields {

    private final JsonNode script;
    private final String where;
    private final List<String> problems;
    private final Set<String> known = new LinkedHashSet<>();

    FaultFields(JsonNode script, String where, List<String> problems) {
        this.script = script;
        this.where = where;
        this.problems = problems;
        if (!script.isObject()) {
            problems.add(where + " must be a JSON object");
        }
    }

    JsonNode object(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isObject()) {
            wrong(field, "must be a JSON object");
            return null;
        }
        return value;
    }

    String text(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isTextual()) {
            wrong(field, "must be a string");
            return null;
        }
        return value == null ? null : value.textValue();
    }

    /** A string, or a number for convenience, that can stand in a header. */
    String headerValue(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        String text = value.asText();
        boolean plain = value.isTextual() || value.isNumber();
        if (!plain || text.isBlank() || !text.chars().allMatch(c -> c >= 32 && c < 127)) {
            wrong(field, "must be a number or a string of printable ASCII characters");
            return null;
        }
        return text;
    }

    /** A code as it stands in the body: a number, or a string with its quotes. */
    String code(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isIntegralNumber() && !value.isTextual()) {
            wrong(field, "must be a whole number or a string");
            return null;
        }
        return value == null ? null : SandboxJson.write(value);
    }

    /** A string as it is, any other JSON as its text. */
    String body(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        return value.isTextual() ? value.textValue() : SandboxJson.write(value);
    }

    boolean flag(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isBoolean()) {
            wrong(field, "must be true or false");
            return false;
        }
        return value != null && value.booleanValue();
    }

    Long wholeNumber(String field, long least, long most) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        if (!value.canConvertToExactIntegral()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            wrong(
                    field,
                    "must be a whole number "
                            + (most == Long.MAX_VALUE ? "from " + least + " on" : "from " + least + " to " + most));
            return null;
        }
        return value.longValue();
    }

    double share(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return 1;
        }
        if (!value.isNumber() || value.doubleValue() <= 0 || value.doubleValue() > 1) {
            wrong(field, "must be a number above 0 and at most 1");
        }
        return value.doubleValue();
    }

    long millis(String field, long most) {
        Duration value = duration(field);
        if (value != null && value.toMillis() > most) {
            wrong(field, "must be at most " + most / 60_000 + " minutes");
        }
        return value == null ? 0 : value.toMillis();
    }

    /** A number of milliseconds, or a string such as 500ms, 30s, 2m or PT30S. */
    Duration duration(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return null;
        }
        try {
            Duration duration = DurationStyle.detectAndParse(value.asText());
            if (duration.toMillis() > 0 && (value.isTextual() || value.isIntegralNumber())) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // told below, with the ways to write it
        }
        wrong(field, "must be above 0 and written as milliseconds (500) or with a unit (\"500ms\", \"30s\", \"2m\")");
        return null;
    }

    void nothingElse() {
        script.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problems.add(where + ": unknown field " + field + "; known are " + String.join(", ", known));
            }
        });
    }

    private JsonNode take(String field) {
        known.add(field);
        JsonNode value = script.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private void wrong(String field, String problem) {
        problems.add(where + ": " + field + " " + problem);
    }
}
