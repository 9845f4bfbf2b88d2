package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A hundred events a second, and how long each is on its way: from the moment at which it is sent to the one at which the
 * ledger has it as accepted.
 *
 * @param send sends one event; answers what the ledger knows it by, its words separated by a blank
 * @param accepted the query for when it was accepted, with these words as its parameters
 */
record QuietRate(String door, Supplier<String> send, String accepted) {

    private static final int A_SECOND = 100;
    private static final int SECONDS = 30;
    private static final int THREADS = 16;

    void measure(Path ledger, Subject product, Webhook webhook, Table table) throws IOException, InterruptedException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        int events = A_SECOND * SECONDS;
        long before = webhook.posts();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
        List<ScheduledFuture<?>> requests = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            requests.add(clock.schedule(
                    () -> {
                        long now = System.currentTimeMillis();
                        sent.put(send.get(), now);
                    },
                    i * 1000L / A_SECOND,
                    TimeUnit.MILLISECONDS));
        }
        for (ScheduledFuture<?> request : requests) {
            await(request);
        }
        while (webhook.posts() - before < events) {
            product.mustLive();
            Thread.sleep(50);
        }
        clock.shutdown();
        Thread.sleep(500);
        double[] waits = waits(ledger, sent);
        table.row(
                door + ", " + A_SECOND + " events/s: from sent to accepted",
                Table.text("p50 %.0f ms, p99 %.0f ms", at(waits, 0.50), at(waits, 0.99)),
                Table.text("slowest of %,d: %.0f ms", waits.length, waits[waits.length - 1]));
    }

    private static void await(ScheduledFuture<?> request) throws InterruptedException {
        try {
            request.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
    }

    private double[] waits(Path ledger, Map<String, Long> sent) {
        double[] waits = new double[sent.size()];
        int n = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                PreparedStatement select = connection.prepareStatement(accepted)) {
            for (Map.Entry<String, Long> one : new TreeMap<>(sent).entrySet()) {
                String[] words = one.getKey().split(" ");
                for (int i = 0; i < words.length; i++) {
                    select.setObject(i + 1, words[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("event " + one.getKey() + " is not accepted");
                    }
                    waits[n++] = row.getLong(1) - one.getValue();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Arrays.sort(waits);
        return waits;
    }
}
