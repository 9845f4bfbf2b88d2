package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands outside of a feed's hours: nothing is sent, everything ends, and all of it says why. */
class QuietFeedTest {

    private static final String ROWS =
            "booking_ref,mobile,age,hotel,nights,booked_at\n" + "R-1,919812345678,30,Sea View,2,01/11/2026 10:00:00\n";

    @TempDir
    Path root;

    private CourierFolder folder;

    @BeforeEach
    void closeTheFeed() throws Exception {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        folder = CourierFolder.in(root);
        folder.change("config/feeds/bookings/feed.yaml", "zone: Asia/Kolkata", """
                zone: UTC
                deliver-between: "%s-%s"
                """.formatted(
                        now.plusHours(2), now.plusHours(3)));
        folder.drop("bookings", "waits.csv", ROWS);
    }

    @Test
    void untilIdleEndsAndSaysWhatWaits() throws Exception {
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(folder, target, "--until-idle")) {
            assertThat(courier.awaitExit()).isEqualTo(3);
            assertThat(courier.output()).contains("files of [bookings] that wait for the feed's hours.");
            assertThat(target.count()).isZero();
        }
        assertThat(folder.inbox("bookings").resolve("waits.csv")).exists();
    }

    @Test
    void statusSaysItAndAStopSignalEndsIt() throws Exception {
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(folder, target, "--courier.alerts.disk-low=1000000GB")) {
            courier.awaitOutput("Feed bookings delivers between ").awaitOutput("Alert disk-low begun, since ");

            assertThat(CourierProcess.command(folder, "status"))
                    .contains(
                            "Feed bookings delivers between ", " UTC and waits until ", "Alert disk-low: The disk of");
            assertThat(courier.stop()).isZero();
            assertThat(target.count()).isZero();
        }
        assertThat(CourierProcess.audit(folder).path("balanced").asBoolean()).isTrue();
    }

    @Test
    void theFirstRecordsOfAFileAreNotSentEither() throws Exception {
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(
                        folder,
                        target,
                        "--only",
                        "1",
                        "bookings",
                        folder.inbox("bookings").resolve("waits.csv").toString())) {
            assertThat(courier.awaitExit()).isOne();
            assertThat(courier.errors())
                    .contains("It is outside of the hours of feed bookings (deliver-between). Nothing was sent.");
            assertThat(target.count()).isZero();
        }
    }
}
