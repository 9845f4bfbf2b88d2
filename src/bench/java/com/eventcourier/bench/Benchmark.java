package com.eventcourier.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Measures the product on this machine: {@code ./mvnw -Pbench verify}. {@code -Dbench.parts=throughput,preview} runs only
 * these parts.
 */
final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        Set<String> parts = new LinkedHashSet<>(
                Arrays.asList(System.getProperty("bench.parts").split(",")));
        Place place = Place.prepare(Path.of("target", "bench"));
        Table table = new Table();
        try (Webhook webhook = Webhook.start(place)) {
            if (parts.contains("throughput")) {
                new Throughput(place, webhook).measure(table);
            }
        }
        table.print();
    }
}
