package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stop under load is in order: what is in flight is waited for, and the next start goes on behind it. */
class StopTest {

    private static final int ROWS = 6_000;
    private static final int STOPS = Integer.getInteger("proof.stops", 3);
    private static final int EARLIEST_STOP = 500;
    private static final int LATEST_STOP = 4_500;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final BookingsFile file = new BookingsFile(ROWS);
    private final Bookings bookings = new Bookings(ROWS);

    @TempDir
    Path root;

    /** How many POSTs have come when the stop is asked for: at other moments in each run, spread over the file. */
    static IntStream moments() {
        Random random = new Random(Long.getLong("proof.seed", System.nanoTime()));
        int part = (LATEST_STOP - EARLIEST_STOP) / STOPS;
        return IntStream.range(0, STOPS).map(stop -> EARLIEST_STOP + stop * part + random.nextInt(part));
    }

    @ParameterizedTest(name = "at POST {0}")
    @MethodSource("moments")
    void aStopUnderLoadLosesNothingAndTheRestartSendsNothingTwice(int moment) throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        file.write(root.resolve("november.csv"));
        folder.drop("bookings", "november.csv", root.resolve("november.csv"));
        try (RecordingTarget target = new RecordingTarget(bookings)) {
            target.answer((post, number) -> Answer.yes().after(20));
            stopUnderLoad(folder, target, moment);
            JsonNode stopped = CourierProcess.audit(folder, "--deep");
            assertThat(stopped.path("balanced").asBoolean()).as("%s", stopped).isTrue();
            assertThat(stopped.path("accepted").asLong()).isEqualTo(target.count());
            assertThat(stopped.path("open_arrivals").asInt()).isEqualTo(1);
            target.answer((post, number) -> Answer.yes());

            CourierProcess.runUntilIdle(folder, target);

            assertThat(target.count()).isEqualTo(ROWS - file.badCount());
        }
        assertThat(bookings.goodLinesThatNeverCame()).isEmpty();
        assertThat(bookings.linesThatCame(2)).isEmpty();
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS - file.badCount());
        assertThat(audit.path("dead_open").asInt()).isEqualTo(file.badCount());
        assertThat(audit.path("arrivals").asInt()).isEqualTo(1);
    }

    private static void stopUnderLoad(CourierFolder folder, RecordingTarget target, int moment) throws Exception {
        try (CourierProcess courier = CourierProcess.run(folder, target)) {
            await("load").atMost(Sizes.PATIENCE).until(() -> target.count() >= moment || !courier.isAlive());
            long asked = System.nanoTime();
            assertThat(courier.stop()).as(courier::output).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONGEST_STOP);
            assertThat(courier.output()).doesNotContain(" ERROR ").doesNotContain("Exception");
        }
    }
}
