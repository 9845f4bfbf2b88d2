package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person waits for: the start, a small file, and going on with a big one after a {@code kill -9}. */
final class Starts {

    private static final int SMALL_FILES = 7;
    private static final long STOPPED_AT = 2_000_000;

    private final Place place;
    private final Webhook webhook;

    Starts(Place place, Webhook webhook) {
        this.place = place;
        this.webhook = webhook;
    }

    void measure(Table table) throws IOException, InterruptedException {
        String plain = System.getProperty("bench.product.jvm", "");
        started("cold start", plain, table);
        Path cache = place.root().resolve("classes.jsa");
        rehearse(cache);
        started("the same with the image's cache of classes", plain + " -XX:SharedArchiveFile=" + cache, table);
        smallFiles(table);
        resumed(table);
    }

    /** As the container image is made. */
    private void rehearse(Path cache) throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        Path data = place.fresh("data-rehearsal");
        try (Subject product =
                Subject.product(place, webhook, data, "-XX:ArchiveClassesAtExit=" + cache, List.of())) {
            product.awaitStart();
        }
    }

    private void started(String what, String jvm, Table table) throws IOException, InterruptedException {
        List<Double> ready = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        int rounds = Integer.getInteger("bench.rounds");
        for (int round = 0; round < rounds; round++) {
            Path data = place.fresh("data-start");
            place.intoInbox(data, Bookings.write(place.file("first.csv"), Format.CSV, 1));
            webhook.mark();
            long began = System.currentTimeMillis();
            try (Subject product = Subject.product(place, webhook, data, jvm, List.of())) {
                product.awaitStart();
                ready.add((System.currentTimeMillis() - began) / 1e3);
                cpu.add(product.program().cpuSeconds());
                first.add((webhook.awaitFirst() - began) / 1e3);
            }
        }
        table.row(
                what + " until it is started",
                seconds(Rate.median(ready, x -> x)),
                "of processor " + seconds(Rate.median(cpu, x -> x)));
        table.row(what + " until the first POST of a file that waited", seconds(Rate.median(first, x -> x)), "");
    }

    private void smallFiles(Table table) throws IOException, InterruptedException {
        List<Double> waits = new ArrayList<>();
        try (Subject product = Subject.product(place, webhook, place.fresh("data-small"))) {
            product.awaitStart();
            for (int i = 0; i < SMALL_FILES; i++) {
                Path file = Bookings.write(place.file("small-" + i + ".csv"), Format.CSV, 1);
                webhook.mark();
                long dropped = System.currentTimeMillis();
                product.drop(file);
                waits.add((webhook.awaitFirst() - dropped) / 1e3);
            }
        }
        double worst = waits.stream().mapToDouble(x -> x).max().orElseThrow();
        table.row(
                "small file, from the drop to its POST",
                seconds(Rate.median(waits, x -> x)),
                "slowest of " + SMALL_FILES + ": " + seconds(worst));
    }

    private void resumed(Table table) throws IOException, InterruptedException {
        Path data = place.fresh("data-resume");
        Path file = Bookings.write(place.file("big.csv"), Format.CSV, STOPPED_AT * 5 / 4);
        long before = webhook.posts();
        try (Subject product = Subject.product(place, webhook, data)) {
            product.drop(file);
            while (webhook.posts() - before < STOPPED_AT) {
                product.mustLive();
                Thread.sleep(50);
            }
            product.program().kill();
        }
        webhook.mark();
        long began = System.currentTimeMillis();
        try (Subject product = Subject.product(place, webhook, data)) {
            double wait = (webhook.awaitFirst() - began) / 1e3;
            product.mustLive();
            table.row("kill -9 at row 2 million, from the new start to the next POST", seconds(wait), "");
        }
    }

    private static String seconds(double seconds) {
        return Table.text("%.1f s", seconds);
    }
}
