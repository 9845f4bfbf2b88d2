package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} loses nothing, and what it sends twice is counted and listed. */
class KillTest {

    private static final int MOST_DOUBTFUL_A_KILL = 2000;
    private static final long THINKING_MILLIS = 2;
    private static final String NAME = "november.csv";
    private static final Pattern LISTED = Pattern.compile("bookings november\\.csv row (\\d+) crash");

    private final BookingsFile file = new BookingsFile(Sizes.ROWS);
    private final Bookings bookings = new Bookings(Sizes.ROWS);

    @TempDir
    Path root;

    @Test
    void everyGoodRowArrivesAndThoseThatArriveTwiceAreListed() throws Exception {
        long seed = Long.getLong("acceptance.seed", System.nanoTime());
        System.out.println("KillTest: -Dacceptance.seed=" + seed + " repeats these moments");
        Random random = new Random(seed);
        CourierFolder folder = CourierFolder.in(root);
        file.write(root.resolve(NAME));
        folder.drop("bookings", NAME, root.resolve(NAME));
        try (RecordingTarget target = new RecordingTarget(bookings)) {
            target.answer((post, number) -> Answer.yes().after(THINKING_MILLIS));
            for (int kill = 0; kill < Sizes.KILLS; kill++) {
                killOnTheWay(folder, target, random, kill);
            }
            killBetweenReportAndMove(folder, target);
            assertThat(CourierProcess.runUntilIdle(folder, target)).isZero();
        }
        assertThat(bookings.strangers()).isZero();
        assertThat(bookings.goodLinesThatNeverCame()).isEmpty();
        assertThat(bookings.badLinesThatCame()).isEmpty();
        everyRowThatCameTwiceIsListed(folder);
        thereWasOneArrival(folder);
    }

    /** At a random post of the part of the file that this kill has for itself; the audit is read beside it. */
    private void killOnTheWay(CourierFolder folder, RecordingTarget target, Random random, int kill) throws Exception {
        int part = file.rows() / (Sizes.KILLS + 1);
        int moment = part * kill + part / 4 + random.nextInt(part / 2);
        int before = bookings.came();
        try (CourierProcess courier = CourierProcess.run(folder, target)) {
            awaitPosts(courier, before + 1);
            CompletableFuture<JsonNode> auditBeside = CompletableFuture.supplyAsync(() -> audit(folder));
            awaitPosts(courier, moment);
            assertThat(courier.isAlive()).as(courier::output).isTrue();
            courier.kill();
            assertThat(auditBeside.get().path("balanced").asBoolean()).isTrue();
            assertThat(auditBeside.get().path("open_arrivals").asInt()).isEqualTo(1);
        }
        JsonNode dead = audit(folder);
        assertThat(dead.path("balanced").asBoolean()).as("%s", dead).isTrue();
        assertThat(dead.path("open_arrivals").asInt()).isEqualTo(1);
        assertThat(dead.path("arrivals").asInt()).isEqualTo(1);
    }

    private void awaitPosts(CourierProcess courier, int posts) {
        await("post " + posts)
                .atMost(Sizes.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> bookings.came() >= posts || !courier.isAlive());
    }

    private static JsonNode audit(CourierFolder folder) {
        try {
            return CourierProcess.audit(folder, "--deep");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder for finished files cannot be made, so the courier is caught behind the report and before the move. */
    private static void killBetweenReportAndMove(CourierFolder folder, RecordingTarget target) throws Exception {
        Path done = Files.createFile(folder.inbox("bookings").resolve(".done"));
        try (CourierProcess courier = CourierProcess.run(folder, target)) {
            assertThat(folder.awaitFinalReport("bookings", NAME).path("arrival").asInt())
                    .isEqualTo(1);
            courier.awaitOutput(NAME);
            courier.kill();
        }
        assertThat(folder.inbox("bookings").resolve(NAME)).exists();
        Files.delete(done);
    }

    private void everyRowThatCameTwiceIsListed(CourierFolder folder) throws Exception {
        TreeSet<Long> listed = new TreeSet<>();
        List<String> lines = CourierProcess.possibleDuplicates(folder);
        for (String line : lines) {
            Matcher row = LISTED.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            listed.add(Long.valueOf(row.group(1)));
        }
        TreeSet<Long> cameTwice = bookings.linesThatCame(2);
        System.out.println("KillTest: " + Sizes.KILLS + " kills, " + cameTwice.size() + " rows came twice, "
                + listed.size() + " are listed");
        assertThat(listed).containsAll(cameTwice).hasSizeLessThanOrEqualTo(MOST_DOUBTFUL_A_KILL * Sizes.KILLS);
        assertThat(folder.report("bookings", NAME).path("possibleDuplicates").asInt())
                .isEqualTo(listed.size());
    }

    private void thereWasOneArrival(CourierFolder folder) throws Exception {
        folder.awaitMoved("bookings", NAME);
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("arrivals").asInt()).isEqualTo(1);
        assertThat(audit.path("open_arrivals").asInt()).isZero();
        assertThat(audit.path("read").asInt()).isEqualTo(file.rows());
        assertThat(audit.path("accepted").asInt()).isEqualTo(file.rows() - file.badCount());
        assertThat(audit.path("dead_open").asInt()).isEqualTo(file.badCount());
        assertThat(audit.path("duplicate").asInt()).isZero();
        assertThat(folder.report("bookings", NAME).path("arrival").asInt()).isEqualTo(1);
        for (String code : file.badLines().keySet()) {
            assertThat(audit.path("dead").path(code).asInt())
                    .isEqualTo(file.badLines().get(code).size());
        }
    }
}
