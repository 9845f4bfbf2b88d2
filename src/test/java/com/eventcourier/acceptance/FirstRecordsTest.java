package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary says what came of it, and a mistake in its arguments is a sentence and a fault. */
class FirstRecordsTest {

    private static final String ROWS = "booking_ref,mobile,age,hotel,nights,booked_at\n"
            + "BK-1,919812345678,30,Sea View,2,01/11/2026 10:00:00\n"
            + "BK-2,919812345678,old,Sea View,2,01/11/2026 10:00:00\n"
            + "BK-3,919812345678,30,Sea View,2,01/11/2026 10:00:00\n"
            + "BK-4,919812345678,30,Sea View,2,01/11/2026 10:00:00\n"
            + "BK-5,919812345678,30,Sea View,2,01/11/2026 10:00:00\n";

    @TempDir
    Path root;

    private CourierFolder folder;

    @BeforeEach
    void prepare() throws Exception {
        folder = CourierFolder.in(root);
        Files.writeString(root.resolve("rows.csv"), ROWS);
    }

    @Test
    void whatCameOfEachRecordIsSaidAndWhatWasAcceptedIsNotSentAgain() throws Exception {
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> post.body().contains("\"BK-3\"")
                    ? new Answer(200, "{\"status\":{\"code\":7308}}", 0, false)
                    : post.body().contains("\"BK-4\"") ? Answer.status(503) : Answer.yes());

            try (CourierProcess courier = CourierProcess.run(folder, target, "--only", "4", "bookings", "rows.csv")) {
                int code = courier.awaitExit();
                assertThat(code).as(courier.errors()).isEqualTo(3);
                assertThat(courier.output())
                        .contains("rows.csv for feed bookings: 4 records were read")
                        .containsPattern("accepted +1\n")
                        .containsPattern("refused 7308 +1\n")
                        .containsPattern("refused attribute-type +1\n")
                        .containsPattern("to be tried again +1\n")
                        .containsPattern("row 3: attribute-type age ")
                        .containsPattern("row 4: 7308 ")
                        .contains("row 5: to be tried again, http-503");
            }
            target.answer((post, number) -> Answer.yes());
            try (CourierProcess courier = CourierProcess.run(folder, target, "--only", "1", "bookings", "rows.csv")) {
                int code = courier.awaitExit();
                assertThat(code).as(courier.errors()).isZero();
                assertThat(courier.output())
                        .contains("rows.csv for feed bookings: 1 records were read")
                        .containsPattern("accepted before, not sent +1\n");
            }
            assertThat(target.posts())
                    .filteredOn(post -> post.body().contains("\"BK-1\""))
                    .hasSize(1);
            assertThat(target.posts()).noneMatch(post -> post.body().contains("\"BK-5\""));
        }
    }

    @Test
    void theFileThatIsDroppedLaterGoesOnBehindThemWhateverIsStartedInBetween() throws Exception {
        try (RecordingTarget target = new RecordingTarget()) {
            try (CourierProcess courier = CourierProcess.run(folder, target, "--only", "3", "bookings", "rows.csv")) {
                assertThat(courier.awaitExit()).as(courier.errors()).isEqualTo(3);
            }
            assertThat(CourierProcess.runUntilIdle(folder, target))
                    .as("a start before the file is dropped")
                    .isNotEqualTo(1);
            folder.write("data/inbox/bookings/rows.csv", ROWS);
            assertThat(CourierProcess.runUntilIdle(folder, target))
                    .as("what was refused is of an earlier run")
                    .isZero();

            JsonNode audit = CourierProcess.audit(folder, "--deep");
            assertThat(audit.path("read").asInt()).as("one arrival").isEqualTo(5);
            assertThat(audit.path("accepted").asInt()).isEqualTo(4);
            assertThat(audit.path("dead_open").asInt()).isOne();
            assertThat(target.posts()).hasSize(4);
        }
    }

    @Test
    void atAnAccountThatStaysPausedItEndsAndSaysSo() throws Exception {
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.status(401));
            try (CourierProcess courier = CourierProcess.run(folder, target, "--only", "2", "bookings", "rows.csv")) {
                assertThat(courier.awaitExit()).as(courier.errors()).isEqualTo(3);
                assertThat(courier.output())
                        .containsPattern("Account main is paused since .*: HTTP 401: .* What was not sent goes out when"
                                + " the file is dropped\\.");
            }
            target.answer((post, number) -> Answer.yes());
            folder.write("data/inbox/bookings/rows.csv", ROWS);
            CourierProcess.runUntilIdle(folder, target);
            assertThat(CourierProcess.audit(folder, "--deep").path("accepted").asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void aMistakeInTheArgumentsIsOneSentenceAndNothingIsStarted() throws Exception {
        Map<List<String>, String> mistakes = Map.of(
                List.of("x", "bookings", "rows.csv"),
                "--only asks for a number of records first, 1 or more, not x. Nothing was sent.",
                List.of("2", "bookngs", "rows.csv"),
                "There is no feed bookngs. The feeds are [bookings, events]. Nothing was sent.",
                List.of("2", "bookings", "rwos.csv"),
                "There is no file rwos.csv. Nothing was sent.");
        for (Map.Entry<List<String>, String> mistake : mistakes.entrySet()) {
            List<String> words = mistake.getKey();
            try (CourierProcess courier =
                    CourierProcess.start(folder, Map.of(), "run", "--only", words.get(0), words.get(1), words.get(2))) {
                assertThat(courier.awaitExit()).as("%s", words).isEqualTo(1);
                assertThat(courier.errors().lines()).containsExactly(mistake.getValue());
                assertThat(courier.output()).isEmpty();
            }
        }
        assertThat(folder.data()).doesNotExist();
    }
}
