package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a kill the next start says so in one line, with what came of it; after a stop in order it says nothing. */
class UncleanStopTest {

    private static final int ROWS = 500;
    private static final String LINE = "The last stop was not in order: a kill, a crash or a power cut.";

    @TempDir
    private Path root;

    @Test
    void aKillIsToldOnceAndAnOrderlyStopIsNot() throws Exception {
        CourierFolder folder = withRows(ROWS);
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.yes().after(number > 100 ? 60_000 : 0));
            try (CourierProcess first = CourierProcess.run(folder, target)) {
                await("in the middle of the file").atMost(Sizes.PATIENCE).until(() -> target.count() > 110);
                first.kill();
                assertThat(first.output()).doesNotContain("last stop");
            }
            target.answer((post, number) -> Answer.yes());

            try (CourierProcess second = CourierProcess.run(folder, target).awaitStarted()) {
                folder.awaitFinalReport("bookings", "rows.csv");
                assertThat(second.stop()).isZero();
                assertThat(second.output().lines().filter(line -> line.contains("last stop")))
                        .singleElement()
                        .asString()
                        .contains(LINE, " and is not damaged. Files that go on where they stopped: 1. At most ")
                        .doesNotContain("At most 0 of");
            }
            try (CourierProcess third = CourierProcess.run(folder, target).awaitStarted()) {
                assertThat(third.stop()).isZero();
                assertThat(third.output()).doesNotContain("last stop");
            }
        }
    }

    /** It stopped in order the second time, before what the kill left in doubt could be sent again. */
    @Test
    void whatAKillLeftInDoubtStaysSoOverAnOrderlyStop() throws Exception {
        CourierFolder folder = withRows(2);
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.yes().after(60_000));
            try (CourierProcess first = CourierProcess.run(folder, target)) {
                await("both under way").atMost(Sizes.PATIENCE).until(() -> target.count() == 2);
                first.kill();
            }
            target.answer((post, number) -> Answer.yes());
            try (CourierProcess second =
                    CourierProcess.run(folder, target, "--courier.accounts.main.rate-per-minute=1")) {
                await("one was sent again").atMost(Sizes.PATIENCE).until(() -> accepted(folder) == 1);
                assertThat(second.stop()).isZero();
            }
            assertThat(target.count()).isEqualTo(3);

            CourierProcess.runUntilIdle(folder, target);

            assertThat(target.count()).isEqualTo(4);
            assertThat(accepted(folder)).isEqualTo(2);
            assertThat(CourierProcess.possibleDuplicates(folder)).hasSize(2);
        }
    }

    /** The target answers nothing: what the ledger allowed to be sent is far more than what was. */
    @Test
    void anOrderlyStopLeavesOnlyThoseInDoubtThatWereUnderWay() throws Exception {
        CourierFolder folder = withRows(2_000);
        long underWay;
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.yes().after(60_000));
            try (CourierProcess first = CourierProcess.run(folder, target)) {
                await("some under way").atMost(Sizes.PATIENCE).until(() -> target.count() > 2);
                assertThat(first.stop()).isZero();
                underWay = target.count();
            }
            target.answer((post, number) -> Answer.yes());

            CourierProcess.runUntilIdle(folder, target);

            assertThat(target.count()).isLessThanOrEqualTo(2_000 + underWay);
        }
        assertThat(accepted(folder)).as("one in a hundred is bad").isEqualTo(1_980);
        assertThat(CourierProcess.possibleDuplicates(folder).size()).isLessThanOrEqualTo((int) underWay);
    }

    private CourierFolder withRows(int rows) throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        Path file = root.resolve("rows");
        new BookingsFile(rows).write(file);
        folder.drop("bookings", "rows.csv", file);
        return folder;
    }

    private static int accepted(CourierFolder folder) throws Exception {
        return CourierProcess.audit(folder).path("accepted").asInt();
    }
}
