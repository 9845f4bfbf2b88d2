package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The product with everything on against the stock route, as it is written first and as one who knows writes it. */
final class Throughput {

    private static final long EVENTS = 300_000;
    private static final long STOCK_EVENTS = 150_000;
    private static final String STOCK = "stock Camel route, NDJSON";

    private Throughput() {}

    static void measure(Place place, Webhook webhook, Table table) throws IOException, InterruptedException {
        try (Subject product = Subject.product(place, webhook, place.fresh("data"));
                Subject stock = Subject.stock(place, webhook, false);
                Subject tuned = Subject.stock(place, webhook, true);
                Subject alone = Subject.postsAlone(place, webhook);
                Subject before = otherBuild(place, webhook)) {
            Contest contest = new Contest(place, webhook)
                    .enter(STOCK, stock, Format.NDJSON, STOCK_EVENTS)
                    .enter("the same, its method on the endpoint", tuned, Format.NDJSON, STOCK_EVENTS)
                    .enter("product, CSV", product, Format.CSV, EVENTS)
                    .enter("product, NDJSON", product.feed(Place.LINES_FEED), Format.NDJSON, EVENTS)
                    .enter("POSTs alone, the product's HTTP client", alone, Format.NDJSON, EVENTS);
            if (before != null) {
                contest.enter("the other build, CSV", before, Format.CSV, EVENTS)
                        .enter("the other build, NDJSON", before.feed(Place.LINES_FEED), Format.NDJSON, EVENTS);
            }
            Map<String, Rate> rates = contest.run();
            rates.forEach((name, rate) -> table.compare(name, rate, rates.get(STOCK), "the stock route"));
        }
    }

    private static Subject otherBuild(Place place, Webhook webhook) throws IOException, InterruptedException {
        String folder = System.getProperty("bench.beside", "");
        return folder.isBlank()
                ? null
                : Subject.otherBuild(
                        Place.prepare(place.root().resolve("beside"), Path.of(folder)),
                        webhook,
                        place.fresh("data-beside"));
    }
}
