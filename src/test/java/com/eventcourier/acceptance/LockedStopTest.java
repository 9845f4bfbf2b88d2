package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop while another program has the ledger locked is in time; what could not be written comes again. */
class LockedStopTest {

    private static final int ROWS = 8_000;
    private static final int FILES = 8;
    private static final int BEFORE_THE_LOCK = 100;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final String UNWRITTEN = "The ledger could not be written before the stop";

    private final Bookings bookings = new Bookings(ROWS);
    private CourierFolder folder;

    @TempDir
    Path root;

    @BeforeEach
    void prepare() throws Exception {
        folder = CourierFolder.in(root);
        Path file = root.resolve("rows");
        new BookingsFile(ROWS).write(file);
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        int each = ROWS / FILES;
        for (int i = 0; i < FILES; i++) {
            String part =
                    lines.get(0) + "\n" + String.join("\n", lines.subList(1 + i * each, 1 + (i + 1) * each)) + "\n";
            Files.writeString(root.resolve("part"), part, StandardCharsets.ISO_8859_1);
            folder.drop("bookings", "part-" + i + ".csv", root.resolve("part"));
        }
    }

    /** So many files are open that more outcomes wait for the disk than there is room for. */
    @Test
    void aStopIsInTimeWhileNoMoreOutcomesCanBeHandedOver() throws Exception {
        folder.change("config/feeds/bookings/feed.yaml", "account: main", "account: main\nfiles-at-once: " + FILES);
        aStopIsInTime(FILES, 4_000);
    }

    @Test
    void aStopIsInTimeWhileOutcomesWaitForTheDisk() throws Exception {
        aStopIsInTime(2, 1_000);
    }

    private void aStopIsInTime(int openFiles, int posts) throws Exception {
        try (RecordingTarget target = new RecordingTarget(bookings)) {
            try (CourierProcess courier = CourierProcess.run(folder, target);
                    Connection other = lockUnderLoad(target, openFiles)) {
                awaitStandstill(courier, target, posts);
                assertThat(stopInTime(courier)).contains(UNWRITTEN);
            }

            CourierProcess.runUntilIdle(folder, target);
        }
        JsonNode audit = allDelivered();
        int twice = bookings.linesThatCame(2).size();
        assertThat(twice).isGreaterThan(posts - BEFORE_THE_LOCK);
        assertThat(bookings.linesThatCame(3)).isEmpty();
        assertThat(audit.path("possible_duplicates").asInt()).isGreaterThanOrEqualTo(twice);
    }

    @Test
    void aLockThatEndsDuringTheStopLosesNoOutcome() throws Exception {
        try (RecordingTarget target = new RecordingTarget(bookings)) {
            try (CourierProcess courier = CourierProcess.run(folder, target);
                    Connection other = lockUnderLoad(target, 2)) {
                awaitStandstill(courier, target, 1_000);
                CompletableFuture<Void> unlocked = CompletableFuture.runAsync(
                        () -> unlock(other), CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
                assertThat(stopInTime(courier)).doesNotContain(UNWRITTEN);
                unlocked.get();
            }

            CourierProcess.runUntilIdle(folder, target);
        }
        assertThat(allDelivered().path("possible_duplicates").asInt()).isZero();
        assertThat(bookings.linesThatCame(2)).isEmpty();
    }

    /** Locks the ledger while so many files are open, and lets the target answer no POST between that and some before. */
    private Connection lockUnderLoad(RecordingTarget target, int openFiles) throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        target.answer((post, number) -> {
            if (number > BEFORE_THE_LOCK) {
                awaitOrGiveUp(locked);
            }
            return Answer.yes();
        });
        await("open files").atMost(Sizes.PATIENCE).until(() -> target.count() > BEFORE_THE_LOCK && open() == openFiles);
        Connection other = lock();
        locked.countDown();
        return other;
    }

    private static void awaitOrGiveUp(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int open() throws SQLException {
        try (Connection reader = connect();
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from arrival where mark > 0")) {
            return row.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.data().resolve("ledger.db"));
    }

    private Connection lock() throws Exception {
        Connection other =
                DriverManager.getConnection("jdbc:sqlite:" + folder.data().resolve("ledger.db"));
        try (Statement statement = other.createStatement()) {
            statement.execute("pragma busy_timeout = 20000");
            statement.execute("begin immediate");
        }
        return other;
    }

    private static void unlock(Connection other) {
        try {
            other.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing more is posted, for no outcome can be written. */
    private static void awaitStandstill(CourierProcess courier, RecordingTarget target, int atLeast) {
        courier.awaitOutput("The ledger cannot be written (");
        long[] before = {-1};
        await("standstill")
                .atMost(Sizes.PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> before[0] == (before[0] = target.count()) && before[0] > atLeast);
    }

    private static String stopInTime(CourierProcess courier) {
        long asked = System.nanoTime();
        assertThat(courier.stop()).as(courier::output).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LONGEST_STOP);
        return courier.output();
    }

    private JsonNode allDelivered() throws Exception {
        assertThat(bookings.goodLinesThatNeverCame()).isEmpty();
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS - ROWS / 100);
        assertThat(audit.path("retry").asInt() + audit.path("pending").asInt()).isZero();
        return audit;
    }
}
