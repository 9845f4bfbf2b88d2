package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What other doors take, beside the inbox in the same run, and how long an event is on its way at a quiet rate. */
final class Doors {

    private static final long FILE_EVENTS = 300_000;
    private static final long WARM_UP = 50_000;
    private static final long SINGLE_EVENTS = 20_000;
    private static final long BATCH_EVENTS = 100_000;
    private static final int BATCH = 100;
    private static final int MESSAGES = 20_000;
    private static final String ACCEPTED = " and state = 'accepted'";
    private static final String INBOX = "inbox, NDJSON";

    private Doors() {}

    static void measure(Place place, Webhook webhook, Table table) throws IOException, InterruptedException {
        Path data = place.fresh("data-doors");
        try (QueueClient queue = new QueueClient(place);
                Subject product = Subject.product(place, webhook, data, List.of(), settings(queue))) {
            product.awaitStart();
            HttpDoorClient http = new HttpDoorClient(product, webhook);
            inbox(place, webhook, product);
            http.post(WARM_UP, 1);
            queue.deliver(place, data, product, webhook, MESSAGES);
            List<Rate> inbox = new ArrayList<>();
            List<Rate> single = new ArrayList<>();
            List<Rate> batch = new ArrayList<>();
            List<Rate> messages = new ArrayList<>();
            for (int round = 0; round < Integer.getInteger("bench.rounds"); round++) {
                inbox.add(inbox(place, webhook, product));
                single.add(http.post(SINGLE_EVENTS, 1));
                batch.add(http.post(BATCH_EVENTS, BATCH));
                messages.add(queue.deliver(place, data, product, webhook, MESSAGES));
            }
            Rate files = Rate.median(inbox);
            table.compare(INBOX, files, files, INBOX);
            table.compare("HTTP, one event a request", Rate.median(single), files, "the inbox");
            table.compare("HTTP, " + BATCH + " events a request", Rate.median(batch), files, "the inbox");
            table.compare("SQS, one event a message", Rate.median(messages), files, "the inbox");
            Path ledger = data.resolve("ledger.db");
            new QuietRate("HTTP", http::sendOne, "select at from record where arrival = ? and position = ?" + ACCEPTED)
                    .measure(ledger, product, webhook, table);
            new QuietRate(
                            "SQS",
                            queue::send,
                            "select at from record where arrival = (select id from arrival where name = ?)" + ACCEPTED)
                    .measure(ledger, product, webhook, table);
        }
    }

    private static String[] settings(QueueClient queue) {
        return Stream.of(HttpDoorClient.settings(), queue.settings())
                .flatMap(List::stream)
                .toArray(String[]::new);
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
