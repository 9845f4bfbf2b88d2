package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.feed.Arrivals;
import com.eventcourier.feed.FeedSwitches;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change, come twice, or are not there yet: nothing is lost and nothing is sent twice. */
class MovingFilesTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path temp;

    private Target target;
    private CourierFolder folder;
    private RunningCourier courier;

    @BeforeEach
    void start() {
        target = new Target();
        // relative, as the data folder is unless somebody sets it
        folder = new CourierFolder(Path.of("").toAbsolutePath().relativize(temp.toAbsolutePath()))
                .withFeed(
                        "marked",
                        "event: be_reserved\nformat: {type: csv}\nok-marker: true\nzone: Asia/Kolkata\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\n",
                        CourierFolder.shippedMapping());
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

    private void whileBeingRead(String name, int rows, ThrowingStep change) throws Exception {
        target.shut();
        folder.drop("bookings", name, BOOKINGS + rows("first-", rows));
        await().atMost(SOON).until(() -> !target.received().isEmpty());
        change.run();
        target.open();
    }

    private interface ThrowingStep {
        void run() throws Exception;
    }

    private void whileItsFeedIsStopped(ThrowingStep change) throws Exception {
        FeedSwitches feeds = courier.bean(FeedSwitches.class);
        target.shut();
        folder.drop("bookings", "day.csv", BOOKINGS + rows("half-", 3_000));
        await().atMost(SOON).until(() -> !target.received().isEmpty());
        feeds.stop("bookings", "anna", "a test");
        target.open();
        await().atMost(SOON).until(() -> courier.bean(Arrivals.class).isIdle());
        assertThat(target.received()).hasSizeLessThan(3_000);
        change.run();
        feeds.start("bookings");
    }

    @Test
    void aFileReplacedWhileItsFeedIsStoppedIsReportedAsLost() throws Exception {
        Path other = Files.writeString(temp.resolve("other"), BOOKINGS + rows("other-", 5));
        whileItsFeedIsStopped(
                () -> Files.move(other, folder.inbox("bookings").resolve("day.csv"), StandardCopyOption.ATOMIC_MOVE));

        await("both are over").atMost(SOON).until(() -> courier.audit(false).openArrivals() == 0);

        assertThat(target.count("other-")).isEqualTo(5);
        assertThat(target.count("half-")).isLessThan(3_000);
        await("both reports").atMost(SOON).untilAsserted(() -> assertThat(
                        courier.bean(Ledger.class).queries().latestFiles(2))
                .extracting(ArrivalRow::fault)
                .anyMatch(fault -> fault != null && fault.startsWith("The file was replaced by another one before")));
        assertThat(folder.report("bookings", "day.csv").path("arrival").asLong())
                .as("the name is the newer one's, although the older one ended last")
                .isEqualTo(2);
        assertThat(folder.report("bookings", "day.csv.arrival-1")
                        .path("arrival")
                        .asLong())
                .isOne();
    }

    @Test
    void aFileTakenAwayWhileItsFeedIsStoppedIsReportedAsLost() throws Exception {
        whileItsFeedIsStopped(() -> Files.delete(folder.inbox("bookings").resolve("day.csv")));

        JsonNode report = folder.finalReport("bookings", "day.csv");

        assertThat(report.path("fault").asText()).startsWith("The file was taken away before it was read to its end.");
        assertThat(report.path("accepted").asLong()).isEqualTo(target.count("half-"));
    }

    @Test
    void aFileDeletedWhileBeingReadIsReadToItsEnd() throws Exception {
        whileBeingRead(
                "gone.csv", 8_000, () -> Files.delete(folder.inbox("bookings").resolve("gone.csv")));

        JsonNode report = folder.finalReport("bookings", "gone.csv");

        assertThat(report.path("accepted").asLong()).isEqualTo(8_000);
        assertThat(report.path("fault").asText())
                .isEqualTo("The file was taken away while it was read; it was read to its end all the same.");
        assertThat(Files.exists(folder.done("bookings", "gone.csv"))).isFalse();
        assertThat(target.received()).hasSize(8_000);
    }

    @Test
    void whatIsAppendedToAFileWhileItIsReadIsReadAsANewArrival() throws Exception {
        whileBeingRead(
                "grown.csv",
                8_000,
                () -> Files.writeString(
                        folder.inbox("bookings").resolve("grown.csv"), row("second-1"), StandardOpenOption.APPEND));

        await().atMost(SOON)
                .until(() -> target.count("second-1") == 1 && Files.exists(folder.done("bookings", "grown.csv")));

        JsonNode report = folder.finished("bookings", "grown.csv");
        assertThat(report.path("records").asLong()).isEqualTo(8_001);
        assertThat(report.path("duplicate").asLong()).isEqualTo(8_000);
        assertThat(report.path("accepted").asLong()).isOne();
        JsonNode first = CourierFolder.JSON.readTree(folder.outbox("bookings")
                .resolve("grown.csv.arrival-1.report.json")
                .toFile());
        assertThat(first.path("records").asLong()).isEqualTo(8_000);
        assertThat(first.path("accepted").asLong()).isEqualTo(8_000);
        assertThat(first.path("fault").asText())
                .isEqualTo("The file was changed while it was read; as it is now it is read as a new one.");
        assertThat(target.received()).hasSize(8_001);
    }

    @Test
    void aFileReplacedWhileItIsReadIsReadAsANewArrival() throws Exception {
        whileBeingRead("swapped.csv", 8_000, () -> {
            Path other = Files.writeString(
                    temp.resolve("other.csv"), BOOKINGS + row("first-1") + row("second-1") + row("second-2"));
            Files.move(other, folder.inbox("bookings").resolve("swapped.csv"), StandardCopyOption.ATOMIC_MOVE);
        });

        await().atMost(SOON).until(() -> Files.exists(folder.done("bookings", "swapped.csv")));

        JsonNode second = folder.finished("bookings", "swapped.csv");
        assertThat(second.path("accepted").asLong()).isEqualTo(2);
        assertThat(second.path("duplicate").asLong()).isOne();
        assertThat(target.received()).hasSize(8_002);
    }

    @Test
    void theSameContentUnderTwoNamesAtOnceIsSentOnceAndBothAreReported() {
        String content = BOOKINGS + rows("same-", 3000);
        folder.drop("bookings", "one.csv", content);
        folder.drop("bookings", "two.csv", content);

        JsonNode one = folder.finished("bookings", "one.csv");
        JsonNode two = folder.finished("bookings", "two.csv");

        assertThat(List.of(one.path("accepted").asLong(), two.path("accepted").asLong()))
                .containsExactlyInAnyOrder(3000L, 0L);
        assertThat(List.of(one.path("duplicate").asLong(), two.path("duplicate").asLong()))
                .containsExactlyInAnyOrder(0L, 3000L);
        assertThat(one.path("arrival").asLong())
                .isNotEqualTo(two.path("arrival").asLong());
        assertThat(target.received()).hasSize(3000);
    }

    @Test
    void theSameNameWithOtherContentKeepsWhatTheFirstLeftInTheOutbox() {
        folder.drop("bookings", "daily.csv", BOOKINGS + row("monday-1") + "bad\n");
        JsonNode first = folder.finished("bookings", "daily.csv");
        folder.drop("bookings", "daily.csv", BOOKINGS + row("tuesday-1") + row("tuesday-2") + "worse\n");
        await().atMost(SOON)
                .until(() ->
                        folder.report("bookings", "daily.csv").path("arrival").asLong()
                                != first.path("arrival").asLong());

        assertThat(folder.report("bookings", "daily.csv").path("accepted").asLong())
                .isEqualTo(2);
        String kept = "daily.csv.arrival-" + first.path("arrival").asLong();
        assertThat(folder.outboxFile("bookings", kept + ".report.json")).contains("\"accepted\" : 1");
        assertThat(folder.outboxFile("bookings", kept + ".rejected.csv")).contains("bad");
        assertThat(folder.outboxFile("bookings", "daily.csv.rejected.csv")).contains("worse");
    }

    @Test
    void aFileCalledLikeAReportThatWasKeptReplacesNone() {
        folder.drop("bookings", "x.csv", BOOKINGS + row("x-1"));
        folder.finished("bookings", "x.csv");
        folder.drop("bookings", "x.csv.arrival-1", BOOKINGS + row("y-1") + row("y-2"));
        JsonNode odd = folder.finished("bookings", "x.csv.arrival-1.arrival-2", "x.csv.arrival-1");
        folder.drop("bookings", "x.csv", BOOKINGS + row("x-2"));

        assertThat(folder.report("bookings", "x.csv.arrival-1").path("arrival").asLong())
                .isOne();
        assertThat(odd.path("arrival").asLong()).isEqualTo(2);
        assertThat(folder.report("bookings", "x.csv.arrival-1.arrival-2")).isEqualTo(odd);
    }

    @Test
    void theSameFileAgainIsAllDuplicates() {
        String content = BOOKINGS + rows("again-", 5);
        folder.drop("bookings", "again.csv", content);
        JsonNode first = folder.finished("bookings", "again.csv");
        folder.drop("bookings", "again.csv", content);
        await().atMost(SOON)
                .until(() ->
                        folder.report("bookings", "again.csv").path("arrival").asLong()
                                != first.path("arrival").asLong());

        assertThat(folder.report("bookings", "again.csv").path("duplicate").asLong())
                .isEqualTo(5);
        assertThat(target.received()).hasSize(5);
    }

    @Test
    void filesWithTheNamesOfUnfinishedOnesAreNotRead() throws Exception {
        List<String> names = List.of(".hidden.csv", "a.csv.tmp", "a.csv.part", "a.csv.filepart", "~a.csv", "a.csv~");
        for (String name : names) {
            Files.writeString(folder.inbox("bookings").resolve(name), BOOKINGS + row("unfinished-1"));
        }
        folder.drop("bookings", "finished.csv", BOOKINGS + row("finished-1"));
        folder.finished("bookings", "finished.csv");
        folder.drop("bookings", "finished-2.csv", BOOKINGS + row("finished-2"));
        folder.finished("bookings", "finished-2.csv");

        assertThat(target.count("unfinished-1")).isZero();
        for (String name : names) {
            assertThat(Files.exists(folder.inbox("bookings").resolve(name)))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void aFileOfAFeedWithMarkersIsReadWhenItsMarkerComes() throws Exception {
        folder.drop("marked", "late.csv", BOOKINGS + row("marked-1"));
        folder.drop("bookings", "other-1.csv", BOOKINGS + row("other-1"));
        folder.finished("bookings", "other-1.csv");
        folder.drop("bookings", "other-2.csv", BOOKINGS + row("other-2"));
        folder.finished("bookings", "other-2.csv");
        assertThat(target.count("marked-1")).isZero();

        Files.createFile(folder.inbox("marked").resolve("late.csv.ok"));

        assertThat(folder.finished("marked", "late.csv").path("accepted").asLong())
                .isOne();
        await().atMost(SOON).until(() -> Files.exists(folder.done("marked", "late.csv.ok")));
        assertThat(Files.exists(folder.inbox("marked").resolve("late.csv.ok"))).isFalse();
    }

    @Test
    void aFileThatGrowsSlowlyIsNotReadBeforeItIsComplete() throws Exception {
        Path growing = folder.inbox("bookings").resolve("growing.csv");
        Files.writeString(growing, BOOKINGS);
        Instant end = Instant.now().plusSeconds(5);
        int[] rows = {0};
        await().pollInterval(Duration.ofMillis(300)).atMost(SOON).until(() -> {
            Files.write(growing, row("growing-" + rows[0]++).getBytes(UTF_8), StandardOpenOption.APPEND);
            assertThat(target.received()).isEmpty();
            return Instant.now().isAfter(end);
        });

        JsonNode report = folder.finished("bookings", "growing.csv");

        assertThat(report.path("accepted").asLong()).isEqualTo(rows[0]);
        assertThat(report.path("arrival").asLong()).isOne();
    }

    @Test
    void fiveHundredFilesOfOneRowAreDoneInOneGo() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        for (int i = 0; i < 500; i++) {
            Files.writeString(outside.resolve("f" + i + ".csv"), BOOKINGS + row("many-" + i));
        }
        long started = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            Files.move(
                    outside.resolve("f" + i + ".csv"), folder.inbox("bookings").resolve("f" + i + ".csv"));
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> countDone() == 500);
        System.out.printf("500 files of one row: %.1f s%n", (System.nanoTime() - started) / 1e9);

        assertThat(target.received()).hasSize(500);
        assertThat(courier.balanced().accepted()).isEqualTo(500);
    }

    private long countDone() {
        String[] names = folder.inbox("bookings").resolve(".done").toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void aFileWithALongNameIsFinishedAndMayComeAgain() {
        String name = "n".repeat(246) + ".csv";
        String cut = "n".repeat(176) + "~";
        folder.drop("bookings", name, BOOKINGS + row("long-1") + "bad\n");
        assertThat(folder.finished("bookings", cut + "1.csv", name)
                        .path("accepted")
                        .asLong())
                .isOne();
        folder.drop("bookings", name, BOOKINGS + row("long-2"));

        JsonNode second = folder.finished("bookings", cut + "2.csv", cut + "2.csv");

        assertThat(second.path("accepted").asLong()).isOne();
        assertThat(second.path("file").asText()).isEqualTo(name);
        assertThat(folder.outboxFile("bookings", cut + "1.csv.rejected.csv")).contains("bad");
    }
}
