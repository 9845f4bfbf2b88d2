package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One POST without an answer stops its own file when that is as far ahead as it may be, and no other file. */
class SlowPostTest {

    private static final int AS_FAR_AHEAD_AS_IT_MAY_BE = 1000;
    private static final int ANSWER_AFTER_MILLIS = 55_000;
    private static final Duration LONG_BEFORE_THE_ANSWER = Duration.ofSeconds(25);

    @TempDir
    private Path root;

    @Test
    void aFileThatWaitsForOneAnswerLeavesTheWorkersToOthers() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        folder.drop("bookings", "many.csv", many());
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> number == 1 ? Answer.yes().after(ANSWER_AFTER_MILLIS) : Answer.yes());
            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                await("the first file waits")
                        .atMost(Sizes.PATIENCE)
                        .until(() -> target.count() >= AS_FAR_AHEAD_AS_IT_MAY_BE);
                folder.drop("events", "one.json", """
                        {"event_name":"be_reserved","customer_id":"919812345678","external_event_id":"other-file",\
                        "age":30,"hotel_name":"Sea View","room_nights":"2"}
                        """);

                await("the other file").atMost(LONG_BEFORE_THE_ANSWER).until(() -> target.posts().stream()
                        .anyMatch(post -> post.body().contains("other-file")));

                assertThat(folder.outbox("bookings").resolve("many.csv.report.json"))
                        .doesNotExist();
                courier.kill();
            }
        }
    }

    private static String many() {
        StringBuilder rows = new StringBuilder("booking_ref,mobile,age,hotel,nights,booked_at\n");
        for (int i = 0; i < 3 * AS_FAR_AHEAD_AS_IT_MAY_BE; i++) {
            rows.append("B-")
                    .append(i)
                    .append(",9198")
                    .append(10_000_000 + i)
                    .append(",30,Sea View,2,03/11/2026 10:00:00\n");
        }
        return rows.toString();
    }
}
