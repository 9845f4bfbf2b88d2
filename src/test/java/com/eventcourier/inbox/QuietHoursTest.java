package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static com.eventcourier.inbox.CourierFolder.shippedMapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Outside of its hours a feed sends nothing; its files and retries wait, and hold no thread that others need. */
@ExtendWith(OutputCaptureExtension.class)
class QuietHoursTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    @TempDir
    Path temp;

    private final LocalTime now = LocalTime.now(ZoneOffset.UTC);
    private Target target;
    private CourierFolder folder;

    @BeforeEach
    void open() {
        target = new Target();
        folder = new CourierFolder(temp);
    }

    @AfterEach
    void close() {
        target.close();
    }

    private RunningCourier start(String hours) {
        folder.withFeed(
                "daytime",
                "event: be_reserved\nformat: {type: csv}\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\ndeliver-between: " + hours
                        + "\n",
                shippedMapping());
        return new RunningCourier(folder, target, "--courier.accounts.main.in-flight=1");
    }

    private String span(int fromSeconds, int toSeconds) {
        return "\"" + CLOCK.format(now.plusSeconds(fromSeconds)) + "-" + CLOCK.format(now.plusSeconds(toSeconds))
                + "\"";
    }

    @Test
    void anOpenFilePausesAtTheEndOfTheHoursAndGoesOnWhenTheyBegin(CapturedOutput screen) {
        target.shut();
        try (RunningCourier courier = start("[" + span(-3600, 22) + ", " + span(34, 7200) + "]")) {
            folder.drop("daytime", "many.csv", BOOKINGS + rows("day-", 500));
            await().atMost(SOON).until(() -> target.count("day-") == 1);
            await().atMost(SOON).until(() -> screen.getOut().contains("Feed daytime delivers between "));
            target.open();

            folder.drop("bookings", "other.csv", BOOKINGS + row("other-1"));
            assertThat(folder.finished("bookings", "other.csv").path("accepted").asLong())
                    .isOne();
            assertThat(target.count("day-")).isOne();
            assertThat(folder.inbox("daytime").resolve("many.csv")).exists();
            assertThat(courier.audit(false).openArrivals()).isOne();

            JsonNode report = folder.finished("daytime", "many.csv");
            assertThat(report.path("accepted").asLong()).isEqualTo(500);
            assertThat(report.path("possibleDuplicates").asLong()).isZero();
            assertThat(target.count("day-")).isEqualTo(500);
            await().atMost(SOON).until(() -> screen.getOut().contains("Feed daytime delivers again; its hours are "));
            assertThat(screen.getOut().lines().filter(line -> line.contains("Feed daytime delivers ")))
                    .hasSize(2);
            courier.balanced();
        }
    }

    @Test
    void aRetryWaitsForTheHoursWhileThoseOfOtherFeedsAreSent() {
        target.status(503);
        folder.retryQuickly();
        try (RunningCourier courier = start(span(-3600, 22))) {
            folder.drop("daytime", "one.csv", BOOKINGS + row("night-1"));
            folder.drop("bookings", "one.csv", BOOKINGS + row("always-1"));
            await().atMost(SOON).until(() -> courier.audit(false).retry() == 2);
            await().atMost(SOON).until(() -> !LocalTime.now(ZoneOffset.UTC).isBefore(now.plusSeconds(22)));
            target.status(200);
            long tries = target.count("night-1");

            await().atMost(SOON).until(() -> courier.audit(false).retry() == 1);
            assertThat(target.count("night-1")).isEqualTo(tries);
            assertThat(folder.finished("bookings", "one.csv").path("accepted").asLong())
                    .isOne();
            courier.balanced();
        }
    }
}
