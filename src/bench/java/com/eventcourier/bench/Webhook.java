package com.eventcourier.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The sink, as the benchmark sees it. */
final class Webhook implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Program program;
    private final String url;

    private Webhook(Program program, String url) {
        this.program = program;
        this.url = url;
    }

    /** What has come in. */
    private record Seen(long posts, long firstAtMillis) {}

    static Webhook start(Place place) throws IOException, InterruptedException {
        Program program = Program.start(
                place.root(),
                place.logs().resolve("sink.log"),
                List.of("-cp", System.getProperty("java.class.path"), Sink.class.getName()));
        String port = program.await("port ").substring("port ".length());
        return new Webhook(program, "http://127.0.0.1:" + port + "/");
    }

    String url() {
        return url + "x";
    }

    long posts() throws IOException, InterruptedException {
        return ask("seen").posts();
    }

    /** Processor time of the sink for one POST so far, in microseconds. */
    double cpuMicros() throws IOException, InterruptedException {
        return program.cpuSeconds() * 1e6 / Math.max(1, posts());
    }

    /** Waits for the first POST since the mark; returns when it came, in milliseconds since 1970. */
    long awaitFirst() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline) {
            long first = ask("seen").firstAtMillis();
            if (first > 0) {
                return first;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("no POST came");
    }

    /** From now on the first POST is timed anew. */
    void mark() throws IOException, InterruptedException {
        ask("mark");
    }

    private Seen ask(String what) throws IOException, InterruptedException {
        String[] answer = client.send(HttpRequest.newBuilder(URI.create(url + what)).build(), BodyHandlers.ofString())
                .body()
                .split(" ");
        return new Seen(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
