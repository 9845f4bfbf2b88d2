package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A file of 2 GB in each format, with the heap that every part has. Takes long, so it is asked for by name. */
final class BigFiles {

    private static final long BYTES = Long.getLong("bench.big.megabytes") << 20;
    private static final Map<Format, String> FEEDS =
            Map.of(Format.CSV, "bookings", Format.NDJSON, Place.LINES_FEED, Format.ARRAY, Place.ARRAY_FEED);

    private BigFiles() {}

    static void measure(Place place, Webhook webhook, Table table) throws IOException, InterruptedException {
        for (Format format : Format.values()) {
            String extension = format.name().toLowerCase(Locale.ROOT);
            Path file = Bookings.write(place.file("big." + extension), format, Long.MAX_VALUE, BYTES);
            long before = webhook.posts();
            long began = System.nanoTime();
            try (Subject product = Subject.product(place, webhook, place.fresh("data-big"))) {
                Path dropped = product.feed(FEEDS.get(format)).drop(file);
                while (Files.exists(dropped)) {
                    product.mustLive();
                    Thread.sleep(500);
                }
                long events = webhook.posts() - before;
                double seconds = (System.nanoTime() - began) / 1e9;
                table.row(
                        Table.text("%,d MB of %s", BYTES >> 20, format),
                        Table.text("%,d events, %,.0f events/s", events, events / seconds),
                        product.program().memory());
            }
        }
        place.fresh("data-big");
    }
}
