package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.Planted;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A courier with its sandbox and the samples, a viewer and an operator, and clients of its management port. */
final class ManagedCourier implements AutoCloseable {

    static final String VIEWER = "vera:looks-at-it";
    static final String OPERATOR = "otto:mends-it-all";
    static final ObjectMapper JSON = new ObjectMapper();
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;
    private final Path data;
    private final URI sandbox;
    private final URI management;

    ManagedCourier(Path root, String... more) throws IOException {
        int port = freePort();
        List<String> settings = new ArrayList<>(new WorkingFolder(root).settings());
        settings.add("--courier.sandbox.port=" + port);
        settings.add("--courier.sandbox.samples=" + Path.of("samples").toAbsolutePath());
        settings.add("--courier.management.port=0");
        settings.addAll(user(VIEWER, "viewer"));
        settings.addAll(user(OPERATOR, "operator"));
        settings.addAll(List.of(more));
        context = CourierStart.start(settings.toArray(String[]::new));
        data = root.resolve("data").resolve(Plan.SANDBOX);
        sandbox = URI.create("http://127.0.0.1:" + port);
        await().atMost(PATIENCE)
                .until(() -> ManagementAddress.of(context.getBean(Plan.class).data()) != null);
        management = ManagementAddress.of(context.getBean(Plan.class).data());
    }

    private static List<String> user(String login, String role) {
        String[] parts = login.split(":");
        String key = "--courier.management.users." + parts[0];
        return List.of(key + ".password=" + hash(parts[1]), key + ".role=" + role);
    }

    /** As an engineer makes it. */
    static String hash(String password) {
        InputStream keyboard = System.in;
        PrintStream screen = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CourierCommand.execute("hash-password");
            return printed.toString(StandardCharsets.UTF_8).strip();
        } finally {
            System.setIn(keyboard);
            System.setOut(screen);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** Waits until the samples have come to what they come to. */
    ManagedCourier withSamplesDone() {
        List.of("events/events.ndjson", "events/cart.json", "bookings/bookings-2026-11.csv")
                .forEach(this::awaitReport);
        return this;
    }

    /** @param file feed and name, with a slash between them */
    void awaitReport(String file) {
        Path report = data.resolve("outbox").resolve(file + ".report.json");
        await(file).atMost(PATIENCE).until(() -> Files.exists(report));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Path data() {
        return data;
    }

    URI sandbox() {
        return sandbox;
    }

    URI management() {
        return management;
    }

    static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        return send(request(path, authorization).GET());
    }

    HttpResponse<String> post(String path, String authorization, String type, String body)
            throws IOException, InterruptedException {
        return send(request(path, authorization).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(management.resolve(path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Health as someone sees it who is logged in. */
    JsonNode health(String path) throws IOException, InterruptedException {
        return JSON.readTree(get("/actuator/health" + path, basic(VIEWER)).body());
    }

    /** What Jolokia answers to one request or to a list of them. */
    JsonNode jolokia(String login, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/actuator/hawtio/jolokia", basic(login), "application/json", body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        List<String> shown = Planted.inMBeans();
        context.close();
        assertThat(shown).as("MBeans that show a secret or a customer").isEmpty();
    }
}
