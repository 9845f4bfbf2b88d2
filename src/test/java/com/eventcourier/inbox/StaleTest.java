package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody wants Friday's reminder on Monday: an event that is too old when its turn comes is not sent. */
class StaleTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss").withZone(ZoneId.of("Asia/Kolkata"));

    @TempDir
    Path temp;

    private Target target;
    private CourierFolder folder;
    private RunningCourier courier;

    @BeforeEach
    void open() {
        target = new Target();
        folder = new CourierFolder(temp);
    }

    @AfterEach
    void balances() {
        courier.balanced();
        courier.close();
        target.close();
    }

    private void start(String maxAge) {
        Path definition = folder.root().resolve("config/events/be_reserved.yaml");
        CourierFolder.write(
                definition, CourierFolder.read(definition).replace("label:", "max-age: " + maxAge + "\nlabel:"));
        courier = new RunningCourier(folder, target, "--courier.accounts.main.quick-attempts=1");
    }

    private static String row(String reference, String date) {
        return reference + ",919812345678,30,Sea View,2," + date + "\n";
    }

    private static String ago(Duration age) {
        return WRITTEN.format(Instant.now().minus(age));
    }

    @Test
    void anEventOlderThanItsTypeAllowsIsDeadAndCountedApart() {
        start("2d");
        folder.drop(
                "bookings",
                "some.csv",
                BOOKINGS
                        + row("old-1", ago(Duration.ofDays(3)))
                        + row("new-1", ago(Duration.ofHours(47)))
                        + row("future-1", ago(Duration.ofDays(-3)))
                        + row("undated-1", ""));

        JsonNode report = folder.finished("bookings", "some.csv");

        assertThat(report.path("accepted").asLong()).isEqualTo(3);
        assertThat(report.path("dead").toString()).isEqualTo("{\"stale\":1}");
        assertThat(target.count("old-1")).isZero();
        assertThat(folder.outboxFile("bookings", "some.csv.rejected.csv"))
                .contains(
                        ",2,stale,the event is 3d old; be_reserved is sent up to an age of 2d (max-age),",
                        "old-1,919812345678");
    }

    @Test
    void anEventThatGrowsOldBetweenTwoTriesIsNotTriedAgain() {
        start("4s");
        target.shut();
        Instant written = Instant.now();
        folder.drop("bookings", "one.csv", BOOKINGS + row("retried-1", WRITTEN.format(written)));
        await().atMost(SOON).until(() -> target.count("retried-1") == 1);
        await("its age").atMost(SOON).until(() -> Instant.now().isAfter(written.plusSeconds(5)));
        target.status(503);
        target.open();
        await("the answer").atMost(SOON).until(() -> target.answered() == 1);
        target.status(200);

        JsonNode report = folder.finished("bookings", "one.csv");

        assertThat(report.path("dead").toString()).isEqualTo("{\"stale\":1}");
        assertThat(target.count("retried-1")).isOne();
    }

    @Test
    void anEventThatGrowsOldAtAShutGateIsNotSentWhenItOpens() {
        start("4s");
        target.status(401);
        folder.drop("bookings", "waits.csv", BOOKINGS + row("waited-1", ago(Duration.ZERO)));

        JsonNode report = folder.finished("bookings", "waits.csv");

        assertThat(report.path("dead").toString()).isEqualTo("{\"stale\":1}");
        long refused = target.count("waited-1");
        target.status(200);
        folder.drop("bookings", "next.csv", BOOKINGS + row("fresh-1", ago(Duration.ofHours(-1))));
        assertThat(folder.finished("bookings", "next.csv").path("accepted").asLong())
                .isOne();
        assertThat(target.count("waited-1")).isEqualTo(refused);
    }
}
