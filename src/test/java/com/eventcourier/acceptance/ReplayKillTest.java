package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.eventcourier.acceptance.RecordingTarget.Post;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay by commands, killed in the middle: it goes on by itself, and what was on its way is listed. */
class ReplayKillTest {

    private static final int ROWS = 300;
    private static final Answer UNKNOWN_CUSTOMER = new Answer(200, "{\"status\":{\"code\":7308}}", 0, false);

    @TempDir
    Path root;

    private static String rows() {
        StringBuilder rows = new StringBuilder("booking_ref,mobile,age,hotel,nights,booked_at\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append("R-").append(i).append("-,919812345678,30,Sea View,2,01/11/2026 10:00:00\n");
        }
        return rows.toString();
    }

    private static JsonNode json(CourierFolder folder, String... command) throws IOException {
        return CourierFolder.JSON.readTree(CourierProcess.command(folder, command));
    }

    @Test
    void itGoesOnAfterAKillAndNothingIsSentTwiceThatIsNotListed() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        folder.drop("bookings", "november.csv", rows());
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> UNKNOWN_CUSTOMER);
            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                assertThat(folder.awaitFinalReport("bookings", "november.csv")
                                .path("deadOpen")
                                .asInt())
                        .isEqualTo(ROWS);
                target.answer((post, number) -> Answer.yes().after(60));
                assertThat(CourierProcess.command(
                                folder, "replay", "run", "--code", "7308", "--why", "they know them now"))
                        .isEqualTo("Replay 1 sends " + ROWS + " dead letters. See: replay show 1."
                                + System.lineSeparator());
                await("the middle of the replay").atMost(Sizes.PATIENCE).until(() -> target.count() > ROWS + 60);
                courier.kill();
            }
            assertThat(target.count()).isLessThan(2 * ROWS);
            JsonNode left = json(folder, "replay", "show", "1", "--json");
            assertThat(left.path("state").asText()).isEqualTo("running");
            assertThat(left.path("replaying").asInt()).isPositive();
            aCommandThatChangesNeedsTheCourier(folder);

            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                await("all accepted").atMost(Sizes.PATIENCE).until(() -> {
                    Path report = folder.reportFile("bookings", "november.csv");
                    return Files.exists(report)
                            && folder.report("bookings", "november.csv")
                                            .path("accepted")
                                            .asInt()
                                    == ROWS;
                });
                assertThat(courier.stop()).isZero();
            }
            JsonNode done = json(folder, "replay", "show", "1", "--json");
            assertThat(done.path("state").asText()).isEqualTo("done");
            assertThat(done.path("accepted").asInt()).isEqualTo(ROWS);
            JsonNode audit = CourierProcess.audit(folder, "--deep");
            assertThat(audit.path("balanced").asBoolean()).isTrue();
            assertThat(audit.path("dead_open").asInt()).isZero();
            List<String> twice = sentTwice(target.posts().subList(ROWS, (int) target.count()));
            assertThat(CourierProcess.possibleDuplicates(folder)).containsAll(twice);
        }
    }

    /** The rows whose event came more than once in the replay, as the list of possible duplicates has them. */
    private static List<String> sentTwice(List<Post> replayed) {
        Map<Integer, Integer> times = new TreeMap<>();
        for (Post post : replayed) {
            String body = post.body();
            int from = body.indexOf("\"R-") + 3;
            times.merge(Integer.parseInt(body.substring(from, body.indexOf('-', from))), 1, Integer::sum);
        }
        assertThat(new TreeSet<>(times.keySet())).hasSize(ROWS);
        List<String> rows = new ArrayList<>();
        times.forEach((number, n) -> {
            if (n > 1) {
                rows.add("bookings november.csv row " + (number + 2) + " crash");
            }
        });
        return rows;
    }

    private static void aCommandThatChangesNeedsTheCourier(CourierFolder folder) throws IOException {
        try (CourierProcess command =
                CourierProcess.start(folder, Map.of(), "replay", "stop", "1", "--why", "enough")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.errors())
                    .isEqualTo("No courier runs on the data folder data, so there is nobody to do this. Start it, or"
                            + " name another folder with --courier.data=<folder>. Nothing was changed."
                            + System.lineSeparator());
        }
    }
}
