package com.eventcourier.bench;

import com.eventcourier.bench.Bookings.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the ledger costs: the product without it, with one that began empty, and with one of ten million rows. */
final class LedgerCost {

    private static final long EVENTS = 300_000;
    private static final long STOCK_EVENTS = 100_000;
    private static final String OFF = "product, ledger off";
    private static final String STOCK = "stock Camel route beside them";

    private LedgerCost() {}

    static void measure(Place place, Webhook webhook, Table table) throws IOException, InterruptedException {
        Path full = FullLedger.prepare(place, webhook);
        List<Path> noLedger = List.of(NoLedger.compile(place));
        try (Subject fullOne = Subject.product(place, webhook, full);
                Subject off = Subject.product(place, webhook, place.fresh("data-off"), noLedger);
                Subject empty = Subject.product(place, webhook, place.fresh("data-empty"));
                Subject stock = Subject.stock(place, webhook, false)) {
            Map<String, Rate> rates = new Contest(place, webhook)
                    .enter(OFF, off, Format.CSV, EVENTS)
                    .enter("product, ledger began empty", empty, Format.CSV, EVENTS)
                    .enter("product, 10 million rows in the ledger", fullOne, Format.CSV, EVENTS)
                    .enter(STOCK, stock, Format.NDJSON, STOCK_EVENTS)
                    .run();
            rates.forEach((name, rate) -> table.compare(name, rate, rates.get(OFF), "ledger off"));
        }
    }
}
