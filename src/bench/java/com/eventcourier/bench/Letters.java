package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hundred thousand dead letters: how long their summary takes, and a replay of all of them beside new events. */
final class Letters {

    private static final long LETTERS = 100_000;
    private static final long WARM_UP = 200_000;
    private static final long EVENTS = 600_000;
    private static final String CODE = "attribute-type";
    private static final String FEED = Place.LINES_FEED;

    private final Place place;
    private final Webhook webhook;
    private final Path data;

    private Letters(Place place, Webhook webhook) throws IOException {
        this.place = place;
        this.webhook = webhook;
        this.data = place.fresh("data-letters");
    }

    static void measure(Place place, Webhook webhook, Table table) throws IOException, InterruptedException {
        new Letters(place, webhook).measure(table);
    }

    private void measure(Table table) throws IOException, InterruptedException {
        makeLetters();
        try (Subject product = Subject.product(place, webhook, data)) {
            product.awaitStart();
            deliver(product, "warm-up", WARM_UP);
            table.row(
                    Table.text("summary of %,d dead letters, the command", LETTERS),
                    Table.text("%.2f s", summary()),
                    "with the start of its JVM");
            double alone = deliver(product, "alone", EVENTS);
            Path file = drop(product, "beside", EVENTS);
            place.command(data, "replay", "run", "--code", CODE, "--why", "measured");
            double beside = reported(file);
            double seconds = awaitReplay();
            table.row(
                    Table.text("replay of %,d dead letters, beside new events", LETTERS),
                    Table.text("%,.0f letters/s", LETTERS / seconds),
                    Table.text("new events at %.2f x their rate alone", beside / alone));
        }
    }

    /** By a mapping that makes no number of the age; the next start has the right one. */
    private void makeLetters() throws IOException, InterruptedException {
        Path mapping = place.work().resolve("config/feeds/" + FEED + "/be_reserved.jslt");
        String right = Files.readString(mapping);
        Files.writeString(mapping, right.replace("\"age\": .age", "\"age\": \"old \" + .age"));
        try (Subject product = Subject.product(place, webhook, data)) {
            product.awaitStart();
            reported(drop(product, "letters", LETTERS));
        } finally {
            Files.writeString(mapping, right);
        }
    }

    private Path drop(Subject product, String name, long events) throws IOException {
        Path file = Bookings.write(place.file(name + ".ndjson"), Format.NDJSON, events);
        return product.feed(FEED).drop(file);
    }

    private double deliver(Subject product, String name, long events) throws IOException, InterruptedException {
        return reported(drop(product, name, events));
    }

    /** Events a second, as the file's own report has them. */
    private double reported(Path dropped) throws IOException, InterruptedException {
        Path report = data.resolve("outbox/" + FEED + "/" + dropped.getFileName() + ".report.json");
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!Files.exists(report)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no " + report);
            }
            Thread.sleep(50);
        }
        return Double.parseDouble(field("eventsPerSecond\" ?: ?([0-9.E]+)", Files.readString(report)));
    }

    private double summary() throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < Integer.getInteger("bench.rounds"); round++) {
            long began = System.nanoTime();
            String said = place.command(data, "dead-letters", "summary");
            seconds.add((System.nanoTime() - began) / 1e9);
            if (!said.contains(String.valueOf(LETTERS))) {
                throw new IllegalStateException("not " + LETTERS + " dead letters: " + said);
            }
        }
        return Rate.median(seconds, x -> x);
    }

    private double awaitReplay() throws IOException, InterruptedException {
        while (true) {
            String shown = place.command(data, "replay", "show", "1", "--json");
            if (field("\"replaying\" ?: ?(\\d+)", shown).equals("0")) {
                if (!field("\"accepted\" ?: ?(\\d+)", shown).equals(String.valueOf(LETTERS))) {
                    throw new IllegalStateException("not all were accepted: " + shown);
                }
                Instant begun = Instant.parse(field("\"begunAt\" ?: ?\"([^\"]+)\"", shown));
                Instant ended = Instant.parse(field("\"endedAt\" ?: ?\"([^\"]+)\"", shown));
                return Duration.between(begun, ended).toMillis() / 1e3;
            }
            Thread.sleep(1000);
        }
    }

    private static String field(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }
}
