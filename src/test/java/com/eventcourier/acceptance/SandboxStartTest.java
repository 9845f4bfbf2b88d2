package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start, without a setting: the samples go to the sandbox and come to what their README says. */
class SandboxStartTest {

    @TempDir
    Path root;

    @Test
    void theFirstStartDeliversTheSamplesToTheSandbox() throws Exception {
        CourierFolder folder = CourierFolder.in(root).withSamples();
        int port = CourierFolder.freePort();
        try (CourierProcess courier = CourierProcess.start(folder, Map.of(), "run", "--courier.sandbox.port=" + port)) {
            courier.awaitOutput("S A N D B O X");
            reported(
                    folder,
                    "bookings",
                    "bookings-2026-11.csv",
                    40,
                    32,
                    "{\"7306\":1,\"7307\":1,\"7308\":1,"
                            + "\"attribute-type\":3,\"attribute-value\":1,\"malformed-record\":1}");
            reported(folder, "events", "be_reserved.json", 1, 1, "{}");
            reported(folder, "events", "events.ndjson", 20, 17, "{\"7304\":1,\"7305\":1,\"malformed-record\":1}");
            reported(folder, "events", "cart.json", 5, 5, "{}");
            assertThat(received(port)).isEqualTo(55);
            assertThat(Files.readAllLines(outbox(folder, "bookings").resolve("bookings-2026-11.csv.rejected.csv")))
                    .hasSize(9);
            assertThat(Files.readAllLines(outbox(folder, "events").resolve("events.ndjson.rejected.ndjson")))
                    .hasSize(3);
            Path ofOneCode = folder.data().resolve("sandbox/dead-letters/7308");
            await("the letter of a code with a route of its own")
                    .atMost(Sizes.PATIENCE)
                    .until(() -> Files.exists(ofOneCode));
            assertThat(courier.output()).doesNotContain("sent a customer that is none");
            aPortInUseIsOneSentence(folder, port);
            assertThat(CourierProcess.command(folder, "status", "--courier.data=data/sandbox"))
                    .doesNotContain("A sandbox runs");
            assertThat(courier.stop()).isZero();
            assertThat(folder.data()).isDirectoryContaining(path -> path.endsWith("sandbox"));
            assertThat(folder.data().resolve("ledger.db")).doesNotExist();
        }
    }

    @Test
    void withoutTheSamplesTheSandboxTakesFilesOfOnesOwn() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        Path file = folder.data().resolve("sandbox/inbox/events/mine.json");
        Files.createDirectories(file.getParent());
        Files.copy(Path.of("samples", "events", "be_reserved.json"), file);
        String sandbox = "--courier.sandbox.port=" + CourierFolder.freePort();
        try (CourierProcess courier = CourierProcess.start(folder, Map.of(), "run", "--until-idle", sandbox)) {
            assertThat(courier.awaitExit()).isZero();
            assertThat(courier.output())
                    .contains(
                            "The folder samples with the sample files is not there, nothing was copied;",
                            "mine.json of feed events: 1 read, 1 accepted.");
        }
    }

    private static void aPortInUseIsOneSentence(CourierFolder folder, int port) throws Exception {
        try (CourierProcess second = CourierProcess.start(
                folder, Map.of(), "run", "--courier.data=other", "--courier.sandbox.port=" + port)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.errors().lines())
                    .containsExactly(
                            "Port " + port + " of this machine is in use by another program. Stop that one, or"
                                    + " start with --courier.sandbox.port=<another port>; without the sandbox, --courier.http.port=<another port>.");
            assertThat(second.output()).doesNotContain("APPLICATION FAILED", "ERROR");
        }
    }

    private static void reported(CourierFolder folder, String feed, String name, int read, int accepted, String dead)
            throws Exception {
        Path file = outbox(folder, feed).resolve(name + ".report.json");
        await(name).atMost(Sizes.PATIENCE).until(() -> Files.exists(file));
        JsonNode report = CourierFolder.JSON.readTree(file.toFile());
        assertThat(report.path("final").asBoolean()).isTrue();
        assertThat(report.path("read").asInt()).isEqualTo(read);
        assertThat(report.path("accepted").asInt()).isEqualTo(accepted);
        assertThat(report.path("dead").toString()).isEqualTo(dead);
    }

    private static Path outbox(CourierFolder folder, String feed) {
        return folder.data().resolve("sandbox").resolve("outbox").resolve(feed);
    }

    private static int received(int port) throws Exception {
        URI events = URI.create("http://127.0.0.1:" + port + "/sandbox/events");
        HttpRequest request = HttpRequest.newBuilder(events).build();
        String list = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return CourierFolder.JSON.readTree(list).path("received").asInt();
    }
}
