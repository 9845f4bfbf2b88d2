package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.eventcourier.acceptance.RecordingTarget.Post;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed is taken away after a kill in the middle of its file: the file ends with a report, and hinders no other one. */
class GoneFeedTest {

    private static final int ROWS = 24;
    private static final String HANGING = "-2";
    private static final List<String> SHIPPED = List.of(
            "config/feeds/bookings/feed.yaml",
            "config/feeds/bookings/be_reserved.jslt",
            "routes/feeds/bookings.camel.yaml");

    @TempDir
    Path root;

    private CourierFolder folder;
    private RecordingTarget target;

    @BeforeEach
    void killInTheMiddleOfAFileOfEachFeed() throws Exception {
        target = new RecordingTarget();
        folder = CourierFolder.in(root);
        for (String file : SHIPPED) {
            folder.write(
                    file.replace("bookings", "gone"),
                    Files.readString(Path.of(file)).replace("bookings", "gone"));
        }
        folder.drop("gone", "g.csv", rows("G"));
        folder.drop("bookings", "b.csv", rows("B"));
        target.answer((post, number) -> post.body().contains("G-7")
                ? Answer.status(503)
                : Answer.yes().after(post.body().contains(HANGING) ? 60_000 : 0));
        try (CourierProcess courier = CourierProcess.run(folder, target)) {
            await("both half sent").atMost(Sizes.PATIENCE).until(() -> hanging() == 10 && settled() == 38);
            courier.kill();
        }
        target.answer((post, number) -> Answer.yes());
        for (String file : SHIPPED) {
            Files.delete(root.resolve(file.replace("bookings", "gone")));
        }
        Files.delete(root.resolve("config/feeds/gone"));
        Files.delete(folder.inbox("gone").resolve("g.csv"));
        Files.delete(folder.inbox("bookings").resolve("b.csv"));
    }

    @AfterEach
    void stop() {
        target.close();
    }

    /** Of the 24 rows five get no answer: 2, and 20 to 23. */
    private static String rows(String prefix) {
        StringBuilder rows = new StringBuilder("booking_ref,mobile,age,hotel,nights,booked_at\n");
        IntStream.range(0, ROWS)
                .forEach(i -> rows.append(prefix + "-" + i + ",919812345678,30,Sea View,2,01/11/2026 10:00:00\n"));
        return rows.toString();
    }

    private long hanging() {
        return target.posts().stream()
                .map(Post::body)
                .filter(body -> body.contains(HANGING))
                .count();
    }

    private int settled() throws Exception {
        JsonNode audit = CourierProcess.audit(folder);
        return audit.path("accepted").asInt() + audit.path("retry").asInt();
    }

    @Test
    void theFileOfTheGoneFeedEndsWithAReportAndSoDoTheOthers() throws Exception {
        Path outbox = obstructed(folder.outbox("gone"));

        assertThat(runUntilIdle())
                .contains("g.csv of feed gone could not be reported and is tried again; other files go on.")
                .contains("Left: 0 dead letters of this run, 1 retries, 1 files that were begun and are not finished.");
        assertThat(folder.awaitFinalReport("bookings", "b.csv").path("accepted").asInt())
                .isEqualTo(19);

        Files.delete(outbox);

        assertThat(runUntilIdle()).contains("Left: 0 dead letters of this run, 1 retries.");
        JsonNode report = folder.report("gone", "g.csv");
        assertThat(report.path("accepted").asInt()).isEqualTo(18);
        assertThat(report.path("retry").asInt()).isOne();
        assertThat(report.path("fault").asText())
                .startsWith("The file was taken away before it was read to its end."
                        + " There is no feed gone: config/feeds has no folder of this name. Rows after ");
    }

    /** The outbox of the feed cannot be made, so that one arrival has a fault of its own. */
    private static Path obstructed(Path folder) throws IOException {
        Files.delete(folder);
        return Files.createFile(folder);
    }

    private String runUntilIdle() throws Exception {
        try (CourierProcess courier = CourierProcess.run(folder, target, "--until-idle")) {
            assertThat(courier.awaitExit()).isEqualTo(3);
            return courier.output();
        }
    }
}
