package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sender gets back when the last rows of a file are refused long after the others. */
class LateReportsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Target target;
    private CourierFolder folder;
    private RunningCourier courier;

    @BeforeEach
    void start() {
        target = new Target();
        target.status(503);
        folder = new CourierFolder(temp);
        folder.retryQuickly();
        courier = new RunningCourier(folder, target);
    }

    @AfterEach
    void stop() {
        try {
            courier.balanced();
        } finally {
            courier.close();
            target.close();
        }
    }

    private void refuseWhatWaits() {
        target.code(7308);
        target.status(200);
    }

    @Test
    void lateRefusalsComeBackInTheFormTheyCameInAlsoWhereTheFileIsGone() throws Exception {
        folder.drop(
                "bookings",
                "late.csv",
                "\uFEFFnights;hotel;age;mobile;booked_at;booking_ref\n"
                        + "2;Sea View;30;919812345678;01/11/2026 10:00:00;late-1\n");
        assertThat(folder.report("bookings", "late.csv").path("retry").asLong()).isOne();
        Path done = folder.done("bookings", "late.csv");
        await().atMost(SOON).until(() -> Files.exists(done));
        Files.delete(done);

        refuseWhatWaits();

        assertThat(folder.finalReport("bookings", "late.csv")
                        .path("rejectedFile")
                        .asText())
                .isEqualTo("late.csv.rejected-2.csv");
        assertThat(folder.outboxFile("bookings", "late.csv.rejected-2.csv").lines())
                .satisfiesExactly(
                        header -> assertThat(header)
                                .isEqualTo("\uFEFFnights;hotel;age;mobile;booked_at;booking_ref"
                                        + ";courier_id;courier_row;courier_code;courier_reason;courier_raw"),
                        row -> assertThat(row)
                                .startsWith("2;Sea View;30;919812345678;01/11/2026 10:00:00;late-1;")
                                .contains(";2;7308;")
                                .endsWith(";"));
    }

    @Test
    void theLastReportOfAnEarlierFileOfTheSameNameStaysUnderItsNumber() {
        folder.drop("bookings", "daily.csv", BOOKINGS + row("monday-1") + "bad\n");
        assertThat(folder.report("bookings", "daily.csv").path("retry").asLong())
                .isOne();
        await().atMost(SOON).until(() -> Files.exists(folder.done("bookings", "daily.csv")));
        folder.drop("bookings", "daily.csv", BOOKINGS + row("tuesday-1") + "worse\n");
        await().atMost(SOON)
                .until(() ->
                        folder.report("bookings", "daily.csv").path("arrival").asLong() == 2);
        theReportNamesFilesOf("daily.csv.arrival-1", 1, ".rejected.csv");

        refuseWhatWaits();

        await().atMost(SOON).until(() -> folder.finalReport("bookings", "daily.csv.arrival-1")
                .path("final")
                .asBoolean());
        folder.finalReport("bookings", "daily.csv");
        theReportNamesFilesOf("daily.csv.arrival-1", 1, ".rejected.csv", ".rejected-2.csv");
        theReportNamesFilesOf("daily.csv", 2, ".rejected.csv", ".rejected-2.csv");
        assertThat(folder.outboxFile("bookings", "daily.csv.arrival-1.rejected.csv"))
                .contains("bad");
        assertThat(folder.outboxFile("bookings", "daily.csv.arrival-1.rejected-2.csv"))
                .contains("monday-1");
        assertThat(folder.outboxFile("bookings", "daily.csv.rejected.csv")).contains("worse");
        assertThat(folder.outboxFile("bookings", "daily.csv.rejected-2.csv")).contains("tuesday-1");
        assertThat(folder.outbox("bookings").toFile().list()).hasSize(6);
    }

    private void theReportNamesFilesOf(String name, int arrival, String... endings) {
        JsonNode report = folder.report("bookings", name);
        assertThat(report.path("arrival").asInt()).isEqualTo(arrival);
        assertThat(report.path("rejectedFiles"))
                .extracting(JsonNode::asText)
                .containsExactly(Stream.of(endings).map(ending -> name + ending).toArray(String[]::new));
        assertThat(report.path("rejectedFile").asText()).isEqualTo(name + endings[endings.length - 1]);
    }
}
