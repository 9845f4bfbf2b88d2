package com.eventcourier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application that posts events to the product, on several connections at once. */
final class HttpDoorClient {

    private static final String TOKEN = "bench";
    private static final int CONNECTIONS = 16;
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

    static List<String> settings() {
        return List.of(
            "--courier.http.port=0",
            "--courier.http.feeds." + Place.POSTED_FEED + ".token=" + TOKEN,
            "--courier.http.feeds." + Place.POSTED_FEED + ".rate-per-second=100000");
    }

    /** Posts so many events and watches the sink until all of them came; a request that is put off is sent again. */
    Rate post(long events, int inOne) throws IOException, InterruptedException {
        long before = webhook.posts();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        AtomicLong left = new AtomicLong(events / inOne);
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.execute(() -> {
                while (left.getAndDecrement() > 0) {
                    send(Bookings.lines(inOne));
                }
            });
        }
        Rate rate = Rate.of(product, webhook, before, events / inOne * inOne);
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

    /** Answers what the ledger knows it by: the number of its arrival and its position. */
    String sendOne() {
        String answer = send(Bookings.lines(1));
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IllegalStateException("no id in " + answer);
        }
        return id.group(1) + " " + id.group(2);
    }
}
