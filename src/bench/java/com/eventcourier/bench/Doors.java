package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What other doors take, beside the inbox in the same run, and how long an event is on its way at a quiet rate. */
final class Doors {

    private static final long FILE_EVENTS = 300_000;
    private static final long WARM_UP = 20_000;
    private static final long SINGLE_EVENTS = 20_000;
    private static final long BATCH_EVENTS = 100_000;
    private static final int BATCH = 100;
    private static final int QUIET_SECONDS = 30;
    private static final String INBOX = "inbox, NDJSON";

    private Doors() {}

    static void measure(Place place, Webhook webhook, Table table) throws IOException, InterruptedException {
        Path data = place.fresh("data-doors");
        try (Subject product = Subject.product(place, webhook, data, List.of(), HttpDoorClient.settings())) {
            product.awaitStart();
            HttpDoorClient http = new HttpDoorClient(product, webhook);
            inbox(place, webhook, product);
            http.post(WARM_UP, 1);
            List<Rate> inbox = new ArrayList<>();
            List<Rate> single = new ArrayList<>();
            List<Rate> batch = new ArrayList<>();
            for (int round = 0; round < Integer.getInteger("bench.rounds"); round++) {
                inbox.add(inbox(place, webhook, product));
                single.add(http.post(SINGLE_EVENTS, 1));
                batch.add(http.post(BATCH_EVENTS, BATCH));
            }
            Rate files = Rate.median(inbox);
            table.compare(INBOX, files, files, INBOX);
            table.compare("HTTP, one event a request", Rate.median(single), files, "the inbox");
            table.compare("HTTP, " + BATCH + " events a request", Rate.median(batch), files, "the inbox");
            http.quietly(data.resolve("ledger.db"), QUIET_SECONDS, table);
        }
    }

    private static Rate inbox(Place place, Webhook webhook, Subject product) throws IOException, InterruptedException {
        Path file = place.file("doors-" + System.nanoTime() + ".ndjson");
        return Rate.of(
                product.feed(Place.LINES_FEED),
                webhook,
                Bookings.write(file, Format.NDJSON, FILE_EVENTS),
                FILE_EVENTS);
    }
}
