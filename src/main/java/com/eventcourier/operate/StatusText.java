package com.eventcourier.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** The status as a person reads it. */
final class StatusText {

    private StatusText() {}

    static String of(JsonNode status) {
        StringBuilder text = new StringBuilder();
        text.append("Data folder ").append(status.path("data").asText());
        text.append(
                status.path("running").asBoolean()
                        ? ", running as process " + status.path("process").asText("?")
                        : ", not running");
        if (status.has("sandbox")) {
            String sandbox = status.path("sandbox").asText();
            text.append(String.format(
                    "%nA sandbox runs in %s; status --courier.data=%s shows what it does.", sandbox, sandbox));
        }
        for (JsonNode account : status.path("accounts")) {
            text.append(String.format(
                    "%nAccount %s: %s",
                    account.path("account").asText(), account.path("state").asText()));
            if (account.hasNonNull("reason")) {
                text.append(" since ")
                        .append(account.path("since").asText())
                        .append(": ")
                        .append(account.path("reason").asText());
                text.append(" (").append(account.path("waiting").asLong()).append(" waiting)");
            }
        }
        for (JsonNode source : status.path("sources")) {
            text.append(source(source));
        }
        for (JsonNode feed : status.path("quiet")) {
            text.append(String.format(
                    "%nFeed %s delivers between %s and waits until %s",
                    feed.path("feed").asText(),
                    feed.path("hours").asText(),
                    feed.path("until").asText()));
        }
        for (JsonNode feed : status.path("stopped")) {
            text.append(String.format(
                    "%nFeed %s: stopped since %s by %s: %s",
                    feed.path("feed").asText(),
                    feed.path("since").asText(),
                    feed.path("who").asText(),
                    feed.path("why").asText()));
        }
        for (JsonNode alert : status.path("alerts")) {
            text.append(String.format(
                    "%nAlert %s: %s",
                    alert.path("code").asText(), alert.path("sentence").asText()));
        }
        for (JsonNode file : status.path("files")) {
            text.append(String.format(
                    "%nReading %s of feed %s: %,d rows, %.1f %%, %,.0f rows/s%s",
                    file.path("file").asText(),
                    file.path("feed").asText(),
                    file.path("rows").asLong(),
                    file.path("percent").asDouble(),
                    file.path("rowsPerSecond").asDouble(),
                    file.hasNonNull("secondsLeft")
                            ? ", " + file.path("secondsLeft").asText() + " s left"
                            : ""));
        }
        text.append(String.format("%n%nTotals"));
        for (Map.Entry<String, JsonNode> total : status.path("totals").properties()) {
            if (total.getValue().isObject()) {
                for (Map.Entry<String, JsonNode> part : total.getValue().properties()) {
                    text.append(line(total.getKey() + " " + part.getKey(), part.getValue()));
                }
            } else {
                text.append(line(total.getKey(), total.getValue()));
            }
        }
        text.append(String.format(
                "%n%nLatest files%n  %-12s %-30s %-9s %10s %10s %9s %9s %7s %9s",
                "feed", "file", "state", "read", "accepted", "duplicate", "filtered", "retry", "dead_open"));
        for (JsonNode row : status.path("latest")) {
            text.append(String.format(
                    "%n  %-12s %-30s %-9s %,10d %,10d %,9d %,9d %,7d %,9d",
                    row.path("feed").asText(),
                    row.path("file").asText(),
                    row.path("state").asText(),
                    row.path("read").asLong(),
                    row.path("accepted").asLong(),
                    row.path("duplicate").asLong(),
                    row.path("filtered").asLong(),
                    row.path("retry").asLong(),
                    row.path("dead_open").asLong()));
            if (row.hasNonNull("fault")) {
                text.append(String.format("%n    %s", row.path("fault").asText()));
            }
        }
        return text.toString();
    }

    private static String source(JsonNode source) {
        String line = String.format(
                "%nFeed %s reads %s: %s since %s",
                source.path("feed").asText(),
                source.path("place").asText(),
                source.path("state").asText().toLowerCase(Locale.ROOT),
                source.path("since").asText());
        return source.hasNonNull("reason")
                ? line + ": " + source.path("reason").asText() + " (next try at "
                        + source.path("nextTry").asText() + ")"
                : line;
    }

    private static String line(String name, JsonNode value) {
        return String.format(
                "%n  %-23s %s", name, TextTable.harmless(value.asText()).replaceAll("\\s", " "));
    }
}
