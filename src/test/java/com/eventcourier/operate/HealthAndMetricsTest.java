package com.eventcourier.operate;

import static com.eventcourier.operate.ManagedCourier.PATIENCE;
import static com.eventcourier.operate.ManagedCourier.VIEWER;
import static com.eventcourier.operate.ManagedCourier.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the courier says of itself to an orchestrator, and to those who draw curves. */
class HealthAndMetricsTest {

    private static final String ROW = "A-%d,9198123456%02d,30,Sea View,2,01/11/2026 10:00:00%n";

    @TempDir
    static Path root;

    private static ManagedCourier courier;

    @BeforeAll
    static void start() throws IOException {
        courier = new ManagedCourier(
                        root,
                        "--courier.http.feeds.app.token=a-token-that-nobody-guesses",
                        "--courier.accounts.main.probe-first=200ms",
                        "--courier.accounts.main.probe-ceiling=400ms")
                .withSamplesDone();
    }

    @AfterAll
    static void stop() {
        courier.close();
    }

    @Test
    void aPausedAccountIsOutOfServiceAndTheCourierIsAliveAndReady() throws Exception {
        isUp();
        script("[{\"status\": 401}]");
        drop("paused.csv", 40);
        await("paused")
                .atMost(PATIENCE)
                .until(() -> account().path("status").asText().equals("OUT_OF_SERVICE"));

        assertThat(account().path("details").path("gate").asText()).isEqualTo("paused");
        assertThat(account().path("details").path("code").asText()).isEqualTo("http-401");
        assertThat(account().path("details").path("reason").asText()).contains("the credentials were refused");
        assertThat(account().path("details").path("since").asText()).startsWith("20");
        assertThat(courier.get("/actuator/health", basic(VIEWER)).statusCode()).isEqualTo(503);
        assertThat(courier.get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(courier.get("/actuator/health/readiness", basic(VIEWER)).statusCode())
                .isEqualTo(200);
        assertThat(metrics()).contains("courier_gate{account=\"sandbox\",state=\"paused\"} 1.0");
        assertThat(metrics()).contains("courier_gate{account=\"sandbox\",state=\"open\"} 0.0");
        assertThat(metrics()).contains("courier_open_files{feed=\"bookings\"} 1.0");

        script("[]");
        await("open").atMost(PATIENCE).untilAsserted(HealthAndMetricsTest::isUp);
    }

    private static void isUp() throws Exception {
        JsonNode health = courier.health("");
        assertThat(health.path("status").asText()).as(health.toString()).isEqualTo("UP");
        assertThat(health.path("components").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("accounts", "feeds", "ledger", "livenessState", "readinessState");
        assertThat(health.path("components").path("feeds").path("components").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("app", "bookings", "events");
    }

    @Test
    void aFeedThatIsPostedToHasNoInboxThatCouldBeMissing() throws Exception {
        assertThat(courier.data().resolve("inbox/app")).doesNotExist();
        assertThat(courier.health("/feeds/app").path("status").asText()).isEqualTo("UP");
        assertThat(metrics()).contains("courier_source_up{feed=\"app\"} 1.0");
        JsonNode feeds = ManagedCourier.JSON.readTree(
                courier.get("/desk/feeds/list", basic(VIEWER)).body());
        assertThat(feeds.get(0).path("feed").asText()).isEqualTo("app");
        assertThat(feeds.get(0).path("state").asText()).isEqualTo("reading");
    }

    private static JsonNode account() throws Exception {
        return courier.health("/accounts/sandbox");
    }

    private static void script(String rules) throws Exception {
        courier.send(HttpRequest.newBuilder(courier.sandbox().resolve("/sandbox/faults"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(rules)));
    }

    private static void drop(String name, int rows) throws IOException {
        StringBuilder file = new StringBuilder("booking_ref,mobile,age,hotel,nights,booked_at\n");
        for (int i = 0; i < rows; i++) {
            file.append(ROW.formatted(i, i));
        }
        Path inbox = courier.data().resolve("inbox/bookings");
        Path unfinished = Files.writeString(inbox.resolve(name + ".tmp"), file);
        Files.move(unfinished, inbox.resolve(name));
    }

    @Test
    void aFeedWhoseInboxIsGoneIsDownWithTheReason() throws Exception {
        Path inbox = courier.data().resolve("inbox/events");
        Path away = Files.move(inbox, courier.data().resolve("away"));
        JsonNode feed = courier.health("/feeds/events");
        assertThat(feed.path("status").asText()).isEqualTo("DOWN");
        assertThat(feed.path("details").path("reason").asText())
                .startsWith("The inbox ")
                .endsWith(" is not there.");
        assertThat(metrics()).contains("courier_source_up{feed=\"events\"} 0.0");
        assertThat(courier.get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        Files.move(away, inbox);
        assertThat(courier.health("/feeds/events").path("status").asText()).isEqualTo("UP");
        assertThat(metrics()).contains("courier_source_up{feed=\"events\"} 1.0");
    }

    @Test
    void everyOutcomeIsCountedByFeedTypeOutcomeAndCode() throws Exception {
        String metrics = metrics();
        assertThat(metrics)
                .contains(
                        events("accepted", "1100", "be_reserved", "events"),
                        events("dead", "7304", "undefined", "events"),
                        events("dead", "7305", "undefined", "events"),
                        events("dead", "malformed-record", "undefined", "bookings"),
                        events("dead", "attribute-type", "be_reserved", "bookings"));
        assertThat(value(metrics, "courier_delivery_seconds_count\\{account=\"sandbox\"}"))
                .isGreaterThanOrEqualTo(55);
        assertThat(value(metrics, "courier_delivery_seconds_bucket\\{account=\"sandbox\",le=\"\\+Inf\"}"))
                .isGreaterThanOrEqualTo(55);
        assertThat(value(metrics, "courier_ledger_commit_seconds_count")).isPositive();
        assertThat(metrics)
                .contains(
                        "courier_in_flight{account=\"sandbox\"} ",
                        "courier_oldest_waiting_seconds{account=\"sandbox\"} 0.0",
                        "courier_waiting{account=\"sandbox\"} 0.0",
                        "courier_file_progress{feed=\"bookings\"} ",
                        "courier_ledger_up 1.0",
                        "jvm_memory_used_bytes");
    }

    private static String events(String outcome, String code, String event, String feed) {
        return "courier_events_total{code=\"" + code + "\",event=\"" + event + "\",feed=\"" + feed + "\",outcome=\""
                + outcome + "\"} ";
    }

    @Test
    void labelsAreWordsOfTheSettingsAndNothingOfTheEvents() throws Exception {
        Set<String> names = new TreeSet<>();
        Set<String> values = new TreeSet<>();
        Matcher labels = Pattern.compile("([a-z_]+)=\"([^\"]*)\"")
                .matcher(String.join(
                        "\n",
                        metrics()
                                .lines()
                                .filter(line -> line.startsWith("courier_"))
                                .toList()));
        while (labels.find()) {
            names.add(labels.group(1));
            values.add(labels.group(2));
        }

        assertThat(names).containsExactlyInAnyOrder("account", "code", "event", "feed", "le", "outcome", "state");
        assertThat(values)
                .noneMatch(value -> value.contains("/") || value.contains(".csv") || value.matches("\\+?\\d{5,}"));
        assertThat(List.of(metrics().split("\n"))).noneMatch(line -> line.contains("http_server_requests"));
    }

    private static double value(String metrics, String line) {
        Matcher found = Pattern.compile("(?m)^" + line + " (\\S+)$").matcher(metrics);
        assertThat(found.find()).as(metrics).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static String metrics() throws IOException, InterruptedException {
        return courier.get("/actuator/prometheus", basic(VIEWER)).body();
    }
}
