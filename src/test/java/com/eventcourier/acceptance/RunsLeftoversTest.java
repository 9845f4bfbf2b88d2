package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit code of a run counts what died in it, also where as many older dead letters were closed meanwhile. */
class RunsLeftoversTest {

    private static final String HEADER = "booking_ref,mobile,age,hotel,nights,booked_at\n";
    private static final String GOOD = "R-1,919812345678,30,Sea View,2,01/11/2026 10:00:00\n";
    private static final String BAD = "R-2,919812345678,thirty,Sea View,2,01/11/2026 10:00:00\n";
    private static final String ONE_DEAD = "Left: 1 dead letters of this run, 0 retries.";

    @TempDir
    Path root;

    private CourierFolder folder;
    private RecordingTarget target;

    @BeforeEach
    void prepare() throws Exception {
        target = new RecordingTarget();
        folder = CourierFolder.in(root).retryQuickly();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private String leftovers() throws Exception {
        try (CourierProcess courier = CourierProcess.run(folder, target, "--until-idle")) {
            assertThat(courier.awaitExit()).isEqualTo(3);
            return courier.output();
        }
    }

    private String rejected() throws IOException {
        return Files.readString(folder.outbox("bookings").resolve("day.csv.rejected.csv"));
    }

    @Test
    void aRejectedFileThatIsDroppedAsItIsLeavesItsRowsAgain() throws Exception {
        folder.drop("bookings", "day.csv", HEADER + BAD);
        assertThat(leftovers()).contains(ONE_DEAD);

        folder.drop("bookings", "mended.csv", rejected());

        assertThat(leftovers()).contains(ONE_DEAD);
        assertThat(CourierProcess.audit(folder).path("dead_open").asInt()).isOne();
    }

    @Test
    void aRetryOfAnEarlierRunThatIsRefusedIsLeftByThisOne() throws Exception {
        target.answer((post, number) -> Answer.status(503));
        folder.drop("bookings", "day.csv", HEADER + GOOD + BAD);
        try (CourierProcess first = CourierProcess.run(folder, target)) {
            await("first report")
                    .atMost(Sizes.PATIENCE)
                    .until(() -> Files.exists(folder.reportFile("bookings", "day.csv")));
            assertThat(first.stop()).isZero();
        }
        target.answer((post, number) ->
                post.body().contains("R-1") ? new Answer(200, "{\"status\":{\"code\":7308}}", 0, false) : Answer.yes());
        folder.drop("bookings", "mended.csv", rejected().replace("thirty", "30"));

        assertThat(leftovers()).contains(ONE_DEAD);
    }
}
