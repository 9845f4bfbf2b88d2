package com.eventcourier.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file for the bookings feed with one unique reference a row, of which one row in a hundred is bad, in ten ways in
 * turn; it knows which.
 */
record BookingsFile(int rows) {

    static final String HEADER = "booking_ref,mobile,age,hotel,nights,booked_at";

    private static final int EVERY = 100;
    private static final int FIRST_BAD = 36;
    private static final int FIRST_LINE = 2;
    private static final List<String> HOTELS =
            List.of("Lakeside", "Old Town", "\"Pine Hill, East Wing\"", "Harbour View", "Café München", "இந்திராநகர்");

    /** A way for a row to be bad, and the code that it gets. */
    enum Flaw {
        MOBILE_TOO_SHORT("7308"),
        NO_REFERENCE("7306"),
        NO_MOBILE("7307"),
        AGE_NO_NUMBER("attribute-type"),
        TOO_MANY_NIGHTS("attribute-value"),
        NO_HOTEL("attribute-missing"),
        TOO_FEW_FIELDS("malformed-record"),
        TOO_MANY_FIELDS("malformed-record"),
        NOT_UTF_8("malformed-record"),
        DATE_THAT_DOES_NOT_EXIST("attribute-type");

        final String code;

        Flaw(String code) {
            this.code = code;
        }
    }

    /** Writes the file as its sender does, with the bad rows in it. */
    void write(Path file) throws IOException {
        write(file, false);
    }

    /** Writes the whole file with every row put right. */
    void writeCorrected(Path file) throws IOException {
        write(file, true);
    }

    private void write(Path file, boolean corrected) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write((HEADER + "\n").getBytes(UTF_8));
            for (int number = 0; number < rows; number++) {
                Flaw flaw = corrected ? null : flaw(number);
                out.write(flaw == null ? line(good(number)) : bad(number, flaw));
            }
        }
    }

    /** What is wrong with a row; null for a good one. */
    static Flaw flaw(int number) {
        return number % EVERY == FIRST_BAD ? Flaw.values()[number / EVERY % Flaw.values().length] : null;
    }

    /** The physical line of a row. */
    static long line(int number) {
        return (long) number + FIRST_LINE;
    }

    static int number(long line) {
        return (int) line - FIRST_LINE;
    }

    static String reference(int number) {
        return String.format("BK-%09d", number);
    }

    int badCount() {
        int bad = 0;
        for (TreeSet<Long> lines : badLines().values()) {
            bad += lines.size();
        }
        return bad;
    }

    /** The lines of the bad rows by their code. */
    Map<String, TreeSet<Long>> badLines() {
        Map<String, TreeSet<Long>> lines = new TreeMap<>();
        for (int number = FIRST_BAD; number < rows; number += EVERY) {
            lines.computeIfAbsent(flaw(number).code, any -> new TreeSet<>()).add(line(number));
        }
        return lines;
    }

    Map<String, Long> deadByCode() {
        Map<String, Long> dead = new TreeMap<>();
        badLines().forEach((code, lines) -> dead.put(code, (long) lines.size()));
        return dead;
    }

    /** Puts every row of a rejected file right and leaves the courier's own columns as they are; answers their lines. */
    static TreeSet<Long> fix(Path rejected, Path fixed) throws IOException {
        TreeSet<Long> lines = new TreeSet<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(rejected);
                CsvWriter out = CsvWriter.builder().build(fixed)) {
            for (NamedCsvRecord row : rows) {
                if (lines.isEmpty()) {
                    out.writeRecord(row.getHeader());
                }
                long line = Long.parseLong(row.getField("courier_row"));
                List<String> values = new ArrayList<>(row.getFields());
                List<String> right = values(number(line));
                if (values.subList(0, right.size()).equals(right)) {
                    // it had a value too many at its end: only its sender can say that the others are right as they
                    // were cut
                    values.set(row.getHeader().indexOf("courier_raw"), "");
                }
                for (int i = 0; i < right.size(); i++) {
                    values.set(i, right.get(i));
                }
                out.writeRecord(values);
                if (!lines.add(line)) {
                    throw new AssertionError("row " + line + " is refused twice in " + rejected);
                }
            }
        }
        return lines;
    }

    private static List<String> values(int number) {
        String[] good = good(number);
        good[3] = good[3].replace("\"", "");
        return List.of(good);
    }

    private static String[] good(int number) {
        int second = number % 60;
        return new String[] {
            reference(number),
            String.valueOf(9_990_000_000L + number % 1_000_000),
            String.valueOf(18 + number % 60),
            HOTELS.get(number % HOTELS.size()),
            String.valueOf(1 + number % 30),
            String.format("%02d/11/2026 %02d:%02d:%02d", 1 + number % 28, number % 24, number / 60 % 60, second)
        };
    }

    private static byte[] bad(int number, Flaw flaw) {
        String[] values = good(number);
        switch (flaw) {
            case MOBILE_TOO_SHORT -> values[1] = "99900";
            case NO_REFERENCE -> values[0] = "";
            case NO_MOBILE -> values[1] = "";
            case AGE_NO_NUMBER -> values[2] = number / EVERY % 20 < 10 ? "old" : "2O";
            case TOO_MANY_NIGHTS -> values[4] = "31";
            case NO_HOTEL -> values[3] = "";
            case TOO_FEW_FIELDS -> values = new String[] {values[0], values[1], values[2]};
            case TOO_MANY_FIELDS -> values[5] += ",late arrival";
            case NOT_UTF_8 -> {
                values[3] = "Caf\u00e9";
                return (String.join(",", values) + "\n").getBytes(ISO_8859_1);
            }
            case DATE_THAT_DOES_NOT_EXIST -> values[5] = "31/02/2026 10:15:00";
        }
        return line(values);
    }

    private static byte[] line(String... values) {
        return (String.join(",", values) + "\n").getBytes(UTF_8);
    }
}
