package com.eventcourier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application that posts events to the product, on several connections at once. */
final class HttpDoorClient {

    private static final String TOKEN = "bench";
    private static final int CONNECTIONS = 16;
    private static final int QUIET_RATE = 100;
    private static final Pattern DOOR = Pattern.compile("http://127.0.0.1:[0-9]+/");
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)-(\\d+)-");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Subject product;
    private final Webhook webhook;
    private final URI door;

    HttpDoorClient(Subject product, Webhook webhook) throws IOException, InterruptedException {
        this.product = product;
        this.webhook = webhook;
        Matcher said = DOOR.matcher(product.program().await("Post events to "));
        if (!said.find()) {
            throw new IllegalStateException("it does not say where events are posted to");
        }
        door = URI.create(said.group() + "feeds/" + Place.POSTED_FEED + "/events");
    }

    static String[] settings() {
        return new String[] {
            "--courier.http.port=0",
            "--courier.http.feeds." + Place.POSTED_FEED + ".token=" + TOKEN,
            "--courier.http.feeds." + Place.POSTED_FEED + ".rate-per-second=100000"
        };
    }

    /** Posts so many events and watches the sink until all of them came; a request that is put off is sent again. */
    Rate post(long events, int inOne) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        AtomicLong left = new AtomicLong(events / inOne);
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.execute(() -> {
                while (left.getAndDecrement() > 0) {
                    send(Bookings.lines(inOne));
                }
            });
        }
        Rate rate = Rate.of(product, webhook, events / inOne * inOne);
        threads.shutdown();
        System.out.println(Table.text(
                "  HTTP, %d in a request %,8.0f events/s %6.1f us of processor",
                inOne, rate.perSecond(), rate.cpuMicros()));
        return rate;
    }

    private String send(String body) {
        HttpRequest request = HttpRequest.newBuilder(door)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            while (answer.statusCode() == 503) {
                Thread.sleep(50);
                answer = http.send(request, BodyHandlers.ofString());
            }
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("answered with " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** From the moment at which a request is sent to the one at which the ledger has the event as accepted. */
    void quietly(Path ledger, int seconds, Table table) throws IOException, InterruptedException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        int events = QUIET_RATE * seconds;
        long before = webhook.posts();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(CONNECTIONS);
        List<ScheduledFuture<?>> requests = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            requests.add(clock.schedule(() -> note(sent), i * 1000L / QUIET_RATE, TimeUnit.MILLISECONDS));
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
                "HTTP, " + QUIET_RATE + " events/s: from the request to accepted",
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

    private void note(Map<String, Long> sent) {
        long now = System.currentTimeMillis();
        Matcher id = ID.matcher(send(Bookings.lines(1)));
        if (id.find()) {
            sent.put(id.group(1) + "-" + id.group(2), now);
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
    }

    private static double[] waits(Path ledger, Map<String, Long> sent) {
        double[] waits = new double[sent.size()];
        int n = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                PreparedStatement select = connection.prepareStatement(
                        "select at from record where arrival = ? and position = ? and state = 'accepted'")) {
            for (Map.Entry<String, Long> one : new TreeMap<>(sent).entrySet()) {
                String[] id = one.getKey().split("-");
                select.setLong(1, Long.parseLong(id[0]));
                select.setLong(2, Long.parseLong(id[1]));
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
