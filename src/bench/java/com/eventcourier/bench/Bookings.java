package com.eventcourier.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files of bookings: good rows, no two alike in the whole run, so that none is a duplicate. */
final class Bookings {

    private static final String[] HOTELS = {"Lakeside", "Old Town", "Grand Plaza", "Seaview", "Station"};
    private static long last = System.currentTimeMillis() * 1_000_000;

    /** The formats that files are written in. */
    enum Format {
        CSV("booking_ref,mobile,age,hotel,nights,booked_at\n", "", ""),
        NDJSON("", "", ""),
        ARRAY("[\n", ",\n", "]\n");

        final String head;
        final String between;
        final String tail;

        Format(String head, String between, String tail) {
            this.head = head;
            this.between = between;
            this.tail = tail;
        }
    }

    private Bookings() {}

    static Path write(Path file, Format format, long rows) throws IOException {
        return write(file, format, rows, Long.MAX_VALUE);
    }

    /** As many rows as asked for, or as many as make the size. */
    static Path write(Path file, Format format, long rows, long mostBytes) throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder line = new StringBuilder(256);
        long bytes = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write(format.head);
            for (long i = 0; i < rows && bytes < mostBytes; i++) {
                line.setLength(0);
                line.append(i == 0 ? "" : format.between);
                row(line, format, next());
                out.append(line);
                bytes += line.length();
            }
            out.write(format.tail);
        }
        return file;
    }

    /** So many records, one a line. */
    static String lines(int rows) {
        StringBuilder lines = new StringBuilder(256 * rows);
        for (int i = 0; i < rows; i++) {
            row(lines, Format.NDJSON, next());
        }
        return lines.toString();
    }

    private static synchronized long next() {
        return last++;
    }

    private static void row(StringBuilder line, Format format, long n) {
        String[] cells = {
            "BK-" + n,
            "99" + two(n / 1_000_000 % 100) + two(n / 10_000 % 100) + two(n / 100 % 100) + two(n % 100),
            String.valueOf(18 + n % 60),
            HOTELS[(int) (n % HOTELS.length)],
            String.valueOf(1 + n % 30),
            two(1 + n % 28) + "/" + two(1 + n % 12) + "/2025 " + two(n % 24) + ":" + two(n % 60) + ":" + two(n / 60 % 60)
        };
        if (format == Format.CSV) {
            line.append(String.join(",", cells)).append('\n');
            return;
        }
        line.append("{\"booking_ref\":\"").append(cells[0]);
        line.append("\",\"mobile\":\"").append(cells[1]);
        line.append("\",\"age\":").append(cells[2]);
        line.append(",\"hotel\":\"").append(cells[3]);
        line.append("\",\"nights\":\"").append(cells[4]);
        line.append("\",\"booked_at\":\"").append(cells[5]).append("\"}");
        line.append(format == Format.NDJSON ? "\n" : "");
    }

    private static String two(long n) {
        return n < 10 ? "0" + n : String.valueOf(n);
    }
}
