package com.eventcourier.ledger;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** Writes one file of an export; a line is written as soon as its row is read. */
final class ExportedLines implements AutoCloseable {

    private final JsonGenerator json;
    private long lines;

    private ExportedLines(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        json = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(file)), JsonEncoding.UTF8)
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private void line(Fields fields) {
        try {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Rows {
        void writeTo(ExportedLines out);
    }

    private static long write(Path file, Rows rows) throws IOException {
        try (ExportedLines out = new ExportedLines(file)) {
            rows.writeTo(out);
            out.json.writeRaw('\n');
            return out.lines;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static long arrivals(LedgerQueries ledger, Path file) throws IOException {
        return write(
                file,
                out -> ledger.each("select " + Arrivals.COLUMNS + " from arrival a order by a.id", row -> {
                    ArrivalRow arrival = Arrivals.read(row);
                    Tally tally = ledger.tally(arrival.id());
                    out.line(json -> arrival(json, arrival, tally));
                }));
    }

    private static void arrival(JsonGenerator json, ArrivalRow arrival, Tally tally) throws IOException {
        json.writeNumberField("arrival", arrival.id());
        json.writeStringField("feed", arrival.feed());
        json.writeStringField("account", arrival.account());
        json.writeStringField("file", arrival.name());
        json.writeStringField("sha256", HexFormat.of().formatHex(arrival.hash()));
        json.writeNumberField("bytes", arrival.size());
        json.writeStringField("state", arrival.state());
        json.writeStringField("fault", arrival.fault());
        json.writeNumberField("records", arrival.records());
        json.writeNumberField("read", arrival.records() + tally.added());
        for (Map.Entry<State, Long> state : tally.states().entrySet()) {
            json.writeNumberField(state.getKey().column(), state.getValue());
        }
        json.writeNumberField("dead_open", tally.deadOpen());
        json.writeStringField("opened_at", arrival.openedAt().toString());
        json.writeStringField(
                "read_at", arrival.readAt() == null ? null : arrival.readAt().toString());
        json.writeStringField("mapping", arrival.mapping());
    }

    static long outcomes(LedgerQueries ledger, Path file) throws IOException {
        return write(
                file,
                out -> ledger.each(
                        "select arrival, position, sub, state, at, attempts, receipt from record"
                                + " order by arrival, position, sub",
                        row -> {
                            RecordId id = new RecordId(row.getLong(1), row.getLong(2), row.getInt(3));
                            String state = row.getString(4);
                            Instant at = Instant.ofEpochMilli(row.getLong(5));
                            int attempts = row.getInt(6);
                            String receipt = row.getString(7);
                            out.line(json -> {
                                identity(json, id);
                                json.writeStringField("state", state);
                                json.writeStringField("at", at.toString());
                                json.writeNumberField("attempts", attempts);
                                json.writeStringField("receipt", receipt);
                            });
                        }));
    }

    static long deadLetters(LedgerQueries ledger, Path file, boolean payloads) throws IOException {
        return write(
                file,
                out -> ledger.each(
                        KeptRow.SELECT + "where k.state in ('dead', 'superseded', 'discarded') order by k.id", row -> {
                            KeptRow letter = KeptRow.read(row);
                            out.line(json -> deadLetter(json, letter, payloads));
                        }));
    }

    private static void deadLetter(JsonGenerator json, KeptRow letter, boolean payloads) throws IOException {
        json.writeStringField("id", letter.letter().toString());
        identity(json, letter.id());
        json.writeStringField("account", letter.account());
        json.writeStringField("feed", letter.feed());
        json.writeStringField("file", letter.file());
        json.writeStringField("event", letter.event());
        json.writeStringField("state", letter.state().column());
        json.writeStringField("code", letter.code());
        json.writeStringField("cause", letter.cause());
        json.writeNumberField("attempts", letter.attempts());
        json.writeStringField("first_at", Instant.ofEpochMilli(letter.firstAt()).toString());
        json.writeStringField("last_at", Instant.ofEpochMilli(letter.lastAt()).toString());
        json.writeFieldName("faults");
        json.writeRawValue(letter.faults() == null ? "[]" : letter.faults());
        if (payloads) {
            json.writeStringField("raw", letter.record());
            json.writeStringField("payload", text(letter.payload()));
            json.writeStringField("answer", letter.answer());
        }
    }

    private static void identity(JsonGenerator json, RecordId id) throws IOException {
        json.writeNumberField("arrival", id.arrival());
        json.writeNumberField("position", id.position());
        json.writeNumberField("sub", id.sub());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
