package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code preview} command against a plain parse of the same file, each a process of its own. The rate is that of the
 * rows by which one file is longer than another, so that neither has its start in it.
 */
final class PreviewSpeed {

    private static final long FEW = 300_000;
    private static final long MANY = 2_300_000;

    private final Place place;
    private final Path few;
    private final Path many;
    private final Path fewCsv;
    private final Path manyCsv;

    PreviewSpeed(Place place) throws IOException {
        this.place = place;
        few = Bookings.write(place.file("few.ndjson"), Format.NDJSON, FEW);
        many = Bookings.write(place.file("many.ndjson"), Format.NDJSON, MANY);
        fewCsv = Bookings.write(place.file("few.csv"), Format.CSV, FEW);
        manyCsv = Bookings.write(place.file("many.csv"), Format.CSV, MANY);
    }

    void measure(Table table) throws IOException, InterruptedException {
        List<Double> plain = new ArrayList<>();
        List<Double> lines = new ArrayList<>();
        List<Double> csv = new ArrayList<>();
        int rounds = Integer.getInteger("bench.rounds");
        for (int round = 0; round < rounds; round++) {
            plain.add((MANY - FEW) / (parse(many) - parse(few)));
            lines.add((MANY - FEW) / (preview(Place.LINES_FEED, many) - preview(Place.LINES_FEED, few)));
            csv.add((MANY - FEW) / (preview("bookings", manyCsv) - preview("bookings", fewCsv)));
        }
        double parsed = Rate.median(plain, x -> x);
        table.row("plain Jackson parse, NDJSON", Table.text("%,.0f records/s", parsed), "1");
        row(table, "preview, NDJSON", Rate.median(lines, x -> x), parsed);
        row(table, "preview, CSV", Rate.median(csv, x -> x), parsed);
    }

    private static void row(Table table, String what, double rate, double parsed) {
        table.row(what, Table.text("%,.0f records/s", rate), Table.text("%.2f x the plain parse", rate / parsed));
    }

    private double parse(Path file) throws IOException, InterruptedException {
        return Program.run(
                place.work(),
                place.logs().resolve("parse.log"),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainParse.class.getName(),
                        file.toString()));
    }

    private double preview(String feed, Path file) throws IOException, InterruptedException {
        return Program.run(
                place.work(),
                place.logs().resolve("preview.log"),
                List.of("-cp", Subject.classPath(place, List.of()), Subject.PRODUCT, "preview", feed, file.toString()));
    }
}
