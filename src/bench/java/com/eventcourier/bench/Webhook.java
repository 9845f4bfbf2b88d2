package com.eventcourier.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
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
    record Seen(long posts, long firstAtMillis) {}

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

    Seen seen() throws IOException, InterruptedException {
        return ask("seen");
    }

    /** From now on the first POST is timed anew. */
    void mark() throws IOException, InterruptedException {
        ask("mark");
    }

    double cpuSeconds() {
        return program.cpuSeconds();
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
