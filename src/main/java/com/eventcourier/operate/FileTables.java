package com.eventcourier.operate;

import com.eventcourier.feed.ShortName;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.FeedFigures;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.State;
import com.eventcourier.ledger.Tally;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** Files and how far they are, as tables. */
final class FileTables {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FileTables() {}

    /**
     * A file.
     *
     * @param state reading, read, reported, or moved out of the inbox
     * @param percent how much of it has its outcome; 100 when it was read to its end
     * @param secondsLeft at the rate so far; null when it is not being read
     */
    record FileLine(
            long arrival,
            String feed,
            String file,
            String state,
            double percent,
            Double rowsPerSecond,
            Long secondsLeft,
            long read,
            long accepted,
            long duplicate,
            long filtered,
            long retry,
            long dead,
            long deadOpen,
            String fault,
            Instant openedAt,
            Instant readAt) {}

    /** The same with its content, and its report as text; null while there is none. */
    record FileFacts(
            long arrival,
            String feed,
            String file,
            String state,
            double percent,
            Double rowsPerSecond,
            Long secondsLeft,
            String fault,
            Instant openedAt,
            Instant readAt,
            String account,
            String sha256,
            long bytes,
            String mapping,
            String reportFile,
            String report) {}

    static CompositeData[] list(LedgerQueries ledger, String feed, int most) {
        JsonNode progress = Notes.of(ledger, "files");
        List<FileLine> lines = new FeedFigures(ledger)
                .latestFiles(LetterArguments.word(feed), size(most)).stream()
                        .map(arrival -> line(ledger, arrival, progress))
                        .toList();
        return OpenRecords.table(lines);
    }

    private static int size(int most) {
        return most <= 0 ? 20 : Math.min(most, LetterTables.MOST);
    }

    static CompositeData show(LedgerQueries ledger, DataFolder data, long arrival) throws IOException {
        ArrivalRow row = ledger.arrival(arrival)
                .filter(found -> found.kind().equals(ArrivalRow.FILE))
                .orElseThrow(() -> DeskRefusal.unknown("There is no file with the number " + arrival + "."));
        Path report = report(data, row);
        FileLine line = line(ledger, row, Notes.of(ledger, "files"));
        return OpenRecords.of(new FileFacts(
                line.arrival(),
                line.feed(),
                line.file(),
                line.state(),
                line.percent(),
                line.rowsPerSecond(),
                line.secondsLeft(),
                line.fault(),
                line.openedAt(),
                line.readAt(),
                row.account(),
                HexFormat.of().formatHex(row.hash()),
                row.size(),
                row.mapping(),
                report == null ? null : report.toString(),
                report == null ? null : Files.readString(report)));
    }

    /** It may have been put aside for a later file of the same name. */
    private static Path report(DataFolder data, ArrivalRow row) throws IOException {
        Path outbox = data.outbox(row.feed());
        String called = ShortName.of(row.name(), row.id());
        for (String name : List.of(called, called + ".arrival-" + row.id())) {
            Path report = outbox.resolve(name + ".report.json");
            if (Files.isRegularFile(report)
                    && JSON.readTree(report.toFile()).path("arrival").asLong() == row.id()) {
                return report;
            }
        }
        return null;
    }

    private static FileLine line(LedgerQueries ledger, ArrivalRow row, JsonNode progress) {
        Tally tally = ledger.tally(row.id());
        JsonNode open = row.is(ArrivalRow.READING) ? open(progress, row) : MissingNode.getInstance();
        double percent = row.is(ArrivalRow.READING)
                ? open.path("percent").asDouble(Math.round(1000.0 * row.bytes() / Math.max(1, row.size())) / 10.0)
                : 100;
        return new FileLine(
                row.id(),
                row.feed(),
                row.name(),
                row.state(),
                percent,
                open.has("rowsPerSecond") ? open.path("rowsPerSecond").asDouble() : null,
                open.hasNonNull("secondsLeft") ? open.path("secondsLeft").asLong() : null,
                row.records() + tally.added(),
                tally.of(State.ACCEPTED),
                tally.of(State.DUPLICATE),
                tally.of(State.FILTERED),
                tally.of(State.RETRY) + tally.of(State.REPLAYING),
                tally.of(State.DEAD),
                tally.deadOpen(),
                row.fault(),
                row.openedAt(),
                row.readAt());
    }

    private static JsonNode open(JsonNode progress, ArrivalRow row) {
        for (JsonNode file : progress) {
            if (file.path("feed").asText().equals(row.feed())
                    && file.path("file").asText().equals(row.name())) {
                return file;
            }
        }
        return MissingNode.getInstance();
    }
}
