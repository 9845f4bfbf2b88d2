package com.eventcourier.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A file for the bookings feed whose references are its own, with one row in fifty that names no customer. */
record ProofFile(int number, int rows) {

    private static final int EVERY = 50;
    private static final int FIRST_BAD = 21;
    private static final int FIRST_LINE = 2;

    String name() {
        return "proof-" + number + ".csv";
    }

    String key(int row) {
        return String.format("P%04d-%07d", number, row);
    }

    /** Which row of its file an event is of. */
    static int row(String key) {
        return Integer.parseInt(key.substring(key.indexOf('-') + 1));
    }

    static boolean isGood(int row) {
        return row % EVERY != FIRST_BAD;
    }

    static int row(long position) {
        return (int) position - FIRST_LINE;
    }

    int badCount() {
        return (rows - FIRST_BAD + EVERY - 1) / EVERY;
    }

    Path write(Path folder) throws IOException {
        Path file = folder.resolve(name());
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
        return file;
    }

    Path writeCompressed(Path folder) throws IOException {
        Path file = folder.resolve(name() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            write(out);
        }
        return file;
    }

    private void write(OutputStream to) throws IOException {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(to, UTF_8))) {
            out.write(BookingsFile.HEADER + "\n");
            for (int row = 0; row < rows; row++) {
                String mobile = isGood(row) ? String.valueOf(9_990_000_000L + row) : "";
                out.write(key(row) + "," + mobile + "," + (18 + row % 60) + ",Lakeside," + (1 + row % 30)
                        + ",21/11/2026 10:15:00\n");
            }
        }
    }
}
