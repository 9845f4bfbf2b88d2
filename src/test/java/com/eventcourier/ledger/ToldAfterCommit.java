package com.eventcourier.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that settles events in several commits and writes a line to a file for each that is said to be on disk. */
public final class ToldAfterCommit {

    static final int COMMITS = 5;
    static final int EVENTS = 20;

    private ToldAfterCommit() {}

    /** @param arguments the ledger, and the file of what was told */
    public static void main(String... arguments) throws IOException {
        try (OutputStream told = Files.newOutputStream(Path.of(arguments[1]));
                TestLedger test = new TestLedger(Path.of(arguments[0]))) {
            long arrival = test.arrival("file.csv");
            for (int commit = 0; commit < COMMITS; commit++) {
                for (int event = 1; event <= EVENTS; event++) {
                    RecordId id = new RecordId(arrival, commit * EVENTS + event, 0);
                    test.settle(id, State.ACCEPTED, () -> tell(told, id));
                }
                test.ledger().flush();
            }
        }
    }

    private static void tell(OutputStream told, RecordId id) {
        try {
            told.write((id.position() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
