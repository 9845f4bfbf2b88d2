package com.eventcourier;

import com.eventcourier.event.Codes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The tables of the README that say what an answer means. */
final class OutcomeRows {

    private static final Map<String, String> ANSWERS = Map.of(
            "not-sent", "no connection, before the event was written",
            "certificate", "a certificate was refused",
            "no-answer", "the event was written, no complete answer was read",
            "unknown-code", "HTTP 2xx, JSON, without a code of this table",
            "not-json", "HTTP 2xx, not JSON",
            "any", "any other HTTP status");

    private OutcomeRows() {}

    static String table(Path file) throws IOException {
        Map<String, List<Map<String, Object>>> yaml =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        StringBuilder table = new StringBuilder("| answer | outcome | why | what to do |\n|---|---|---|---|\n");
        for (Map<String, Object> row : yaml.get("outcomes")) {
            table.append("| ").append(answer(row));
            table.append(" | ").append(outcome(row));
            table.append(" | ").append(row.get("why"));
            table.append(" | ").append(row.getOrDefault("advice", "")).append(" |\n");
        }
        return table.toString();
    }

    /** The courier's own codes; those with a number are in the outcome table. */
    static String codes() {
        StringBuilder table = new StringBuilder("| code | meaning |\n|---|---|\n");
        Codes.all().forEach((code, meaning) -> table.append("| `" + code + "` | " + meaning + " |\n"));
        return table.toString();
    }

    private static String answer(Map<String, Object> row) {
        if (row.containsKey("code")) {
            return "body code " + values(row.get("code"));
        }
        Object status = row.getOrDefault("status", row.getOrDefault("failure", row.get("answer")));
        return ANSWERS.getOrDefault(status, "HTTP " + values(status));
    }

    private static String values(Object value) {
        return value instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private static String outcome(Map<String, Object> row) {
        String outcome = String.valueOf(row.get("outcome"));
        if (row.containsKey("hold-after")) {
            outcome += "; " + row.get("hold-after") + " in a row: hold";
        }
        return Boolean.TRUE.equals(row.get("may-be-queued")) ? outcome + ", a possible duplicate" : outcome;
    }
}
