package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the product on this machine: {@code ./mvnw -Pbench verify}. {@code -Dbench.parts=throughput,preview} runs only
 * these parts, {@code -Dbench.big=true} adds a file of 2 GB in each format.
 */
final class Benchmark {

    private static final List<String> PARTS = 
            List.of("throughput", "ledger", "preview", "start", "doors", "letters", "big");

    private final Place place;
    private final Webhook webhook;
    private final Table table = new Table();

    private Benchmark(Place place, Webhook webhook) {
        this.place = place;
        this.webhook = webhook;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> parts = List.of(System.getProperty("bench.parts").split(","));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("bench.parts is " + parts + "; the parts are " + PARTS + ".");
        }
        Place place = Place.prepare(Path.of("target", "bench"));
        try (Webhook webhook = Webhook.start(place)) {
            Benchmark benchmark = new Benchmark(place, webhook);
            for (String part : PARTS) {
                if (parts.contains(part) || part.equals("big") && Boolean.getBoolean("bench.big")) {
                    benchmark.measure(part);
                }
            }
            benchmark.table.row(
                    "the sink", Table.text("%.0f us of processor a POST, on the same machine", webhook.cpuMicros()), "");
            benchmark.table.print();
        }
    }

    private void measure(String part) throws IOException, InterruptedException {
        System.out.println(part);
        switch (part) {
            case "throughput" -> Throughput.measure(place, webhook, table);
            case "ledger" -> LedgerCost.measure(place, webhook, table);
            case "preview" -> new PreviewSpeed(place).measure(table);
            case "start" -> new Starts(place, webhook).measure(table);
            case "doors" -> Doors.measure(place, webhook, table);
            case "letters" -> Letters.measure(place, webhook, table);
            case "big" -> BigFiles.measure(place, webhook, table);
            default -> throw new IllegalArgumentException(part);
        }
    }
}
