package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The product with everything on against the stock route, in turns, both warm. */
final class Throughput {

    private static final long WARM_UP = 300_000;
    private static final long EVENTS = 300_000;
    private static final long STOCK_EVENTS = 150_000;
    private static final int ROUNDS = 3;

    private final Place place;
    private final Webhook webhook;

    Throughput(Place place, Webhook webhook) {
        this.place = place;
        this.webhook = webhook;
    }

    void measure(Table table) throws IOException, InterruptedException {
        List<Rate> csv = new ArrayList<>();
        List<Rate> lines = new ArrayList<>();
        List<Rate> plain = new ArrayList<>();
        try (Subject product = Subject.product(place, webhook, place.fresh("data"));
                Subject stock = Subject.stock(place, webhook)) {
            Subject productLines = product.feed(Place.LINES_FEED);
            once(product, Format.CSV, WARM_UP);
            once(productLines, Format.NDJSON, WARM_UP);
            once(stock, Format.NDJSON, WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                csv.add(once(product, Format.CSV, EVENTS));
                plain.add(once(stock, Format.NDJSON, STOCK_EVENTS));
                lines.add(once(productLines, Format.NDJSON, EVENTS));
            }
        }
        Rate stock = Rate.median(plain);
        table.rate("stock Camel route, NDJSON", stock, "1");
        row(table, "product, CSV", Rate.median(csv), stock);
        row(table, "product, NDJSON", Rate.median(lines), stock);
    }

    private static void row(Table table, String what, Rate rate, Rate stock) {
        table.rate(
                what,
                rate,
                Table.text(
                        "%.2f x the stock route, %.2f x less processor",
                        rate.perSecond() / stock.perSecond(),
                        stock.cpuMicros() / rate.cpuMicros()));
    }

    private Rate once(Subject subject, Format format, long events) throws IOException, InterruptedException {
        String name = "bookings-" + System.nanoTime() + "." + format.name().toLowerCase(java.util.Locale.ROOT);
        Rate rate = Rate.of(
                subject, webhook, Bookings.write(place.root().resolve("files").resolve(name), format, events), events);
        System.out.println(Table.text(
                "  %-28s %,10.0f events/s %6.1f us", format + " " + events, rate.perSecond(), rate.cpuMicros()));
        return rate;
    }
}
