package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that fails now and then for hours: new events and retries share the account, and neither starves. */
class SteadyFailuresTest {

    private static final int ROWS = 6000;
    private static final int BAD = 60;

    @TempDir
    Path root;

    @Test
    void threePostsInTenFailAndEveryGoodRowIsAcceptedOnceInTheEnd() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        folder.change("config/outcomes.yaml", "{status: 5xx, ", "{status: 5xx, first: 500ms, ceiling: 2s, ");
        new BookingsFile(ROWS).write(root.resolve("steady.csv"));
        folder.drop("bookings", "steady.csv", root.resolve("steady.csv"));
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        Set<String> twice = ConcurrentHashMap.newKeySet();
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> {
                if (number % 10 < 3) {
                    return Answer.status(503);
                }
                if (!accepted.add(post.body())) {
                    twice.add(post.body());
                }
                return Answer.yes();
            });

            CourierProcess.runUntilIdle(folder, target);

            assertThat(accepted).hasSize(ROWS - BAD);
            assertThat(twice).isEmpty();
        }
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS - BAD);
        assertThat(audit.path("retry").asInt()).isZero();
        assertThat(audit.path("dead").has("retry-exhausted")).isFalse();
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
    }
}
