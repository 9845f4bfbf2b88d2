package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A disk without room: reading stops, it is said, nothing is lost, and it goes on. Needs the right to mount. */
@ExtendWith(OutputCaptureExtension.class)
class FullDiskTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final Deque<Path> mounted = new ArrayDeque<>();
    private Target target;
    private CourierFolder folder;
    private RunningCourier courier;

    @BeforeEach
    void prepare() {
        target = new Target();
        folder = new CourierFolder(temp);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (courier != null) {
            courier.close();
        }
        target.close();
        for (Path place : mounted) {
            run("umount", "-l", place.toString());
        }
    }

    private void mount(Path place, String size) throws IOException, InterruptedException {
        Files.createDirectories(place);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=700", "none", place.toString()))
                .as("this user may mount a small file system")
                .isZero();
        mounted.push(place);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    /** Leaves not one byte free. */
    private static Path fill(Path place) throws IOException {
        Path filler = place.resolve(".filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size = 65536; size > 0; size = size == 1 ? 0 : size / 16) {
                fillWith(out, new byte[size]);
            }
        }
        return filler;
    }

    private static void fillWith(OutputStream out, byte[] block) {
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private void start() {
        courier = new RunningCourier(folder, target);
    }

    @Test
    void whileTheLedgerCannotBeWrittenReadingStopsAndThenGoesOn(CapturedOutput screen)
            throws IOException, InterruptedException {
        mount(folder.data(), "40m");
        start();
        target.shut();
        folder.drop("bookings", "many.csv", BOOKINGS + rows("full-", 10_000));
        await().atMost(SOON).until(() -> !target.received().isEmpty());
        Path filler = fill(folder.data());
        target.open();

        await().atMost(SOON).until(() -> screen.getOut().contains("The ledger cannot be written ("));
        await().atMost(SOON)
                .during(Duration.ofSeconds(2))
                .until(() -> target.received().size() < 10_000);
        Files.delete(filler);

        JsonNode report = folder.finished("bookings", "many.csv");
        assertThat(report.path("accepted").asLong()).isEqualTo(10_000);
        assertThat(target.received()).hasSize(10_000);
        assertThat(screen.getOut()).contains("The ledger can be written again; the courier goes on.");
        assertThat(screen.getOut().lines().filter(line -> line.contains("The ledger cannot be written (")))
                .hasSize(1);
        assertThat(screen.getOut()).doesNotContain("\tat ");
        courier.balanced();
    }

    @Test
    void aReportThatCannotBeWrittenKeepsItsFileInTheInbox(CapturedOutput screen)
            throws IOException, InterruptedException {
        mount(folder.outbox("bookings"), "64k");
        Path filler = fill(folder.outbox("bookings"));
        start();
        folder.drop("bookings", "unreported.csv", BOOKINGS + row("report-1") + "bad\n");

        await().atMost(SOON).until(() -> screen.getOut().contains("No space left on device"));
        assertThat(folder.inbox("bookings").resolve("unreported.csv")).exists();
        Files.delete(filler);

        JsonNode report = folder.finished("bookings", "unreported.csv");
        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(folder.outboxFile("bookings", "unreported.csv.rejected.csv")).contains("bad");
        assertThat(target.count("report-1")).isOne();
        assertThat(screen.getOut().lines().filter(line -> line.contains("No space left on device")))
                .singleElement()
                .asString()
                .contains("unreported.csv");
        assertThat(screen.getOut()).doesNotContain("\tat ");
        courier.balanced();
    }

    @Test
    void aDeadLetterThatCannotBeWrittenStaysDueInTheLedger(CapturedOutput screen)
            throws IOException, InterruptedException {
        Path letters = folder.data().resolve("dead-letters");
        mount(letters, "64k");
        Files.createDirectories(letters.resolve("malformed-record"));
        Path filler = fill(letters);
        start();
        folder.drop("bookings", "dead.csv", BOOKINGS + "bad\n" + row("dead-1"));

        await().atMost(SOON).until(() -> screen.getOut().contains("No space left on device"));
        assertThat(folder.finished("bookings", "dead.csv").path("accepted").asLong())
                .isOne();
        Files.delete(filler);

        await().atMost(SOON).until(() -> lines(letters.resolve("malformed-record")) == 1);
        assertThat(screen.getOut()).doesNotContain("\tat ");
        courier.balanced();
    }

    @Test
    void anArchiveThatFindsNoRoomForItsFilesWaitsForIt(CapturedOutput screen) throws IOException, InterruptedException {
        mount(folder.inbox("bookings"), "4m");
        folder.drop("bookings", "packed.csv.gz", ArchivesTest.gz(BOOKINGS + rows("packed-", 2_000)));
        Path filler = fill(folder.inbox("bookings"));
        start();

        await().atMost(SOON).until(() -> screen.getOut().contains("No space left on device"));
        assertThat(folder.inbox("bookings").resolve("packed.csv.gz")).exists();
        assertThat(target.received()).isEmpty();
        Files.delete(filler);

        assertThat(folder.finished("bookings", "packed.csv").path("accepted").asLong())
                .isEqualTo(2_000);
        folder.finished("bookings", "packed.csv.gz");
        assertThat(target.received()).hasSize(2_000);
        assertThat(screen.getOut().lines().filter(line -> line.contains("No space left on device")))
                .singleElement()
                .asString()
                .contains("packed.csv.gz");
        assertThat(screen.getOut()).doesNotContain("\tat ");
        courier.balanced();
    }

    private static long lines(Path folder) throws IOException {
        long lines = 0;
        for (String name : folder.toFile().list()) {
            lines += CourierFolder.read(folder.resolve(name)).lines().count();
        }
        return lines;
    }
}
