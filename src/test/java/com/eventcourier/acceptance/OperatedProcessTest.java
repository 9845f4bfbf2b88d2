package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A courier as it runs in a service: where it listens, and what its log is like for a machine. */
class OperatedProcessTest {

    private static final String LISTENS = "0A";

    @TempDir
    Path root;

    @Test
    void itListensOnTheManagementPortAloneAndWritesItsLogAsJson() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(folder, target, "--courier.log.format=ecs")) {
            int port = port(courier.awaitOutput("metrics are at "));
            assertThat(liveness(port)).as("before the routes are up").isEqualTo("{\"status\":\"UP\"}");
            assertThat(listening(courier.awaitStarted().pid())).containsExactly(port);
            assertThat(liveness(port)).isEqualTo("{\"status\":\"UP\"}");
            new BookingsFile(10).write(folder.inbox("bookings").resolve("ten.csv"));
            await().atMost(Sizes.PATIENCE).until(() -> courier.output().contains("ten.csv of feed bookings: 10 read"));
            assertThat(courier.stop()).isZero();

            List<String> lines = courier.output().lines().toList();
            assertThat(lines.get(0))
                    .startsWith("Nobody is set under courier.management.users. For this run, log in as");
            String password = lines.get(0).replaceFirst(".* ", "");
            for (String line : lines.subList(1, lines.size())) {
                JsonNode entry = CourierFolder.JSON.readTree(line);
                assertThat(entry.path("@timestamp").asText()).startsWith("20");
                assertThat(entry.path("log").path("level").asText()).isIn("INFO", "WARN");
                assertThat(entry.path("service").path("name").asText()).isEqualTo("event-courier");
                assertThat(entry.path("message").asText()).isNotEmpty().doesNotContain(password);
            }
            assertThat(lines).hasSizeBetween(4, 10);
            assertThat(courier.errors()).isEmpty();
        }
    }

    private static String liveness(int port) throws Exception {
        HttpRequest live = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/liveness"))
                .build();
        return HttpClient.newHttpClient().send(live, BodyHandlers.ofString()).body();
    }

    private static int port(CourierProcess courier) {
        return Integer.parseInt(
                courier.output().replaceAll("(?s).*metrics are at http://127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
    }

    /** The ports on which a process listens, as Linux tells. */
    private static Set<Integer> listening(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path file : open.toList()) {
                sockets.add(Files.readSymbolicLink(file).toString().replaceAll("socket:\\[(\\d+)]", "$1"));
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> lines =
                    new ArrayList<>(Files.readAllLines(Path.of("/proc", String.valueOf(pid), "net", table)));
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals(LISTENS) && sockets.contains(columns[9])) {
                    ports.add(Integer.parseInt(columns[1].replaceFirst(".*:", ""), 16));
                }
            }
        }
        return ports;
    }
}
