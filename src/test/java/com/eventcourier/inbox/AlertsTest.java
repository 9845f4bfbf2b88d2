package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static com.eventcourier.inbox.CourierFolder.shippedMapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Each change of what needs a look is told once, by a route that posts it to a server of the operator's own. */
@ExtendWith(OutputCaptureExtension.class)
class AlertsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Target target;
    private Target pager;
    private CourierFolder folder;

    @BeforeEach
    void open() {
        target = new Target();
        pager = new Target();
        folder = new CourierFolder(temp);
        CourierFolder.write(folder.root().resolve("routes/upkeep/alert.camel.yaml"), """
                - route:
                    id: alert
                    group: upkeep
                    description: Posts each alert as JSON
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      id: alert-in
                      uri: direct
                      parameters:
                        name: alert
                      steps:
                        - setHeader:
                            name: Content-Type
                            constant: application/json
                        - to:
                            id: post-alert
                            uri: http
                            parameters:
                              httpUri: "%s"
                              httpMethod: POST
                              connectTimeout: 5000
                              responseTimeout: 10000
                """.formatted(
                        pager.url().replace("http://", "")));
    }

    @AfterEach
    void close() {
        target.close();
        pager.close();
    }

    private List<JsonNode> alerts(String code) {
        return pager.received().stream()
                .map(AlertsTest::json)
                .filter(alert -> alert.path("code").asText().equals(code))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return CourierFolder.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private void awaitAlert(String code, String state) {
        await(code + " " + state).atMost(SOON).until(() -> alerts(code).stream()
                .anyMatch(alert -> alert.path("state").asText().equals(state)));
    }

    private void isOneEpisode(String code) {
        assertThat(alerts(code))
                .extracting(alert -> alert.path("state").asText())
                .containsExactly("begun", "over");
    }

    @Test
    void aPausedAccountIsToldOnceAndOnceThatItIsOver() {
        target.status(401);
        try (RunningCourier courier = new RunningCourier(folder, target)) {
            folder.drop("bookings", "many.csv", BOOKINGS + rows("paused-", 40));
            awaitAlert("paused", "begun");
            JsonNode alert = alerts("paused").get(0);
            assertThat(alert.path("subject").asText()).isEqualTo("main");
            assertThat(alert.path("sentence").asText())
                    .startsWith("Account main is paused since 20")
                    .contains("HTTP 401: the credentials were refused");
            assertThat(alert.path("advice").asText()).startsWith("Mend what the reason names.");
            long posts = target.received().size();
            await().atMost(SOON).until(() -> target.received().size() >= posts + 2);
            assertThat(alerts("paused")).hasSize(1);
            target.status(200);

            assertThat(folder.finished("bookings", "many.csv").path("accepted").asLong())
                    .isEqualTo(40);
            awaitAlert("paused", "over");
            isOneEpisode("paused");
            courier.balanced();
        }
    }

    @Test
    void anAlertThatIsNotTakenDisturbsNothingAndIsGivenAgain(CapturedOutput screen) throws IOException {
        pager.status(500);
        try (RunningCourier courier = new RunningCourier(folder, target)) {
            Files.delete(folder.inbox("events"));
            await().atMost(SOON).until(() -> screen.getOut().contains("Route alert did not take alert source-down"));
            folder.drop("bookings", "one.csv", BOOKINGS + row("undisturbed-1"));
            assertThat(folder.finished("bookings", "one.csv").path("accepted").asLong())
                    .isOne();
            assertThat(screen.getOut())
                    .contains("failed invoking <address> with statusCode: 500. It gets it again a few times.")
                    .doesNotContain(pager.url());
            int refused = alerts("source-down").size();
            pager.status(200);

            await().atMost(SOON).until(() -> alerts("source-down").size() == refused + 1);
            Files.createDirectory(folder.inbox("events"));
            awaitAlert("source-down", "over");
            assertThat(alerts("source-down")).hasSize(refused + 2);
            assertThat(alerts("source-down").get(0).path("sentence").asText())
                    .isEqualTo("The inbox " + folder.inbox("events") + " of feed events is not there.");
            courier.balanced();
        }
    }

    @Test
    void whatLastsOverARestartIsNeitherOverNorNewAndWhatEndedMeanwhileIsOver() {
        LocalTime soon = LocalTime.now(ZoneOffset.UTC).plusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
        Path settings = folder.root().resolve("config/application.yaml");
        CourierFolder.write(settings, CourierFolder.read(settings).replace("key-file: keys/partners", "password: x"));
        folder.withFeed(
                "nightly",
                "event: be_reserved\nformat: {type: csv}\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\nexpect-file-by: \""
                        + DateTimeFormatter.ofPattern("HH:mm:ss").format(soon) + "\"\n",
                shippedMapping());
        String[] limits = {
            "--courier.alerts.dead-least=10",
            "--courier.alerts.dead-share=0.5",
            "--courier.alerts.dead-window=2m",
            "--courier.alerts.source-down-for=2s",
            "--courier.sftp.partners.host=127.0.0.1",
            "--courier.sftp.partners.port=1",
            "--courier.sftp.partners.any-host-key=true",
            "--courier.sftp.partners.poll=1s"
        };
        try (RunningCourier courier = new RunningCourier(folder, target, limits)) {
            awaitAlert("source-down", "begun");
            folder.drop("bookings", "bad.csv", BOOKINGS + rows("good-", 6) + "bad\n".repeat(9));
            awaitAlert("dead-share", "begun");
            awaitAlert("late-file", "begun");
            courier.balanced();
        }
        assertThat(pager.received()).hasSize(3);
        try (RunningCourier again = new RunningCourier(folder, target, limits)) {
            await().atMost(SOON)
                    .during(Duration.ofSeconds(12))
                    .until(() -> pager.received().size() == 3);
            again.balanced();
        }
        limits[2] = "--courier.alerts.dead-window=10s";
        folder.drop("nightly", "late.csv", BOOKINGS + row("late-1"));
        try (RunningCourier last = new RunningCourier(folder, target, limits)) {
            awaitAlert("late-file", "over");
            awaitAlert("dead-share", "over");
            isOneEpisode("late-file");
            isOneEpisode("dead-share");
            assertThat(alerts("source-down")).hasSize(1);
            last.balanced();
        }
    }

    @Test
    void tooManyDeadLettersALowDiskAndALateFileAreTold() {
        LocalTime soon = LocalTime.now(ZoneOffset.UTC).plusSeconds(25).truncatedTo(ChronoUnit.SECONDS);
        folder.withFeed(
                "nightly",
                "event: be_reserved\nformat: {type: csv}\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\nexpect-file-by: \""
                        + DateTimeFormatter.ofPattern("HH:mm:ss").format(soon) + "\"\n",
                shippedMapping());
        String[] limits = {
            "--courier.alerts.disk-low=1000000GB",
            "--courier.alerts.dead-least=10",
            "--courier.alerts.dead-share=0.5",
            "--courier.alerts.dead-window=40s"
        };
        try (RunningCourier courier = new RunningCourier(folder, target, limits)) {
            awaitAlert("disk-low", "begun");
            folder.drop("bookings", "half.csv", BOOKINGS + rows("good-", 6) + "bad\n".repeat(6));
            folder.finished("bookings", "half.csv");
            awaitAlert("late-file", "begun");
            assertThat(LocalTime.now(ZoneOffset.UTC)).isAfter(soon);
            assertThat(alerts("late-file").get(0).path("subject").asText()).isEqualTo("nightly");
            assertThat(alerts("dead-share")).isEmpty();

            folder.drop("nightly", "late.csv", BOOKINGS + "bad\n".repeat(9) + row("late-1"));
            folder.finished("nightly", "late.csv");
            awaitAlert("late-file", "over");
            isOneEpisode("late-file");
            awaitAlert("dead-share", "begun");
            assertThat(alerts("dead-share").get(0).path("sentence").asText())
                    .isEqualTo("Feed nightly had 9 dead letters among 10 outcomes in the last 40 seconds.");
            awaitAlert("dead-share", "over");
            assertThat(alerts("disk-low")).hasSize(1);
            courier.balanced();
        }
        int told = pager.received().size();
        try (RunningCourier again = new RunningCourier(folder, target, limits[0])) {
            folder.drop("bookings", "next.csv", BOOKINGS + rows("next-", 3));
            folder.finished("bookings", "next.csv");
            await().atMost(SOON)
                    .during(Duration.ofSeconds(5))
                    .until(() -> pager.received().size() == told);
            again.balanced();
        }
    }
}
