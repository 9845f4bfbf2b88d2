package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.KillPoint.Often;
import com.eventcourier.acceptance.MortalCourier.Moment;
import com.eventcourier.acceptance.Oracle.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at every named point of the way of a record, and at random times, while the target makes trouble. After
 * each kill the courier starts again and delivers the rest; then the oracle holds what the target saw against the ledger.
 */
class KillMatrixTest {

    private static final int KILLS = Integer.getInteger("proof.kills", 25);
    private static final int ROWS = Integer.getInteger("proof.rows", 2_000);
    /** After each round of all points. */
    private static final int RANDOM_KILLS = 2;

    private static final int MOST_MILLIS = 2_000;
    private static final String AT_RANDOM = "at a random time";
    private static final KillPoint[] POINTS = KillPoint.ofFiles();

    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final KillTable table = new KillTable();
    private final List<String> faults = new ArrayList<>();
    private int files;

    @TempDir
    Path root;

    private Path folders;
    private CourierFolder folder;
    private OracleProcess target;
    private MortalCourier courier;

    @Test
    void everyPointIsAMethodOfTheProduct() {
        assertThat(KillPoint.values()).allMatch(KillPoint::isThere);
    }

    @Test
    void aKillAnywhereLosesNothingAndEveryRepeatIsExplained() throws Exception {
        System.out.println("KillMatrixTest: -Dproof.seed=" + seed + " repeats these moments");
        folders = Files.createDirectory(root.resolve("couriers"));
        try (OracleProcess oracle = OracleProcess.start(root.resolve("sightings"))) {
            target = oracle;
            for (int kill = 0; table.kills() < KILLS; kill++) {
                int turn = kill % (POINTS.length + RANDOM_KILLS);
                if (turn < POINTS.length) {
                    killAt(POINTS[turn]);
                } else {
                    killAtRandom();
                }
            }
            leaveFolder();
        } finally {
            if (courier != null && courier.isAlive()) {
                courier.process().close();
            }
        }
        System.out.println(Files.readString(KillTable.FILE));
        assertThat(faults).isEmpty();
    }

    private String head() {
        return "`kill -9`, " + table.kills() + " times, each in a file of " + ROWS + " rows, on "
                + LocalDate.now(ZoneOffset.UTC) + ", seed " + seed;
    }

    private void killAt(KillPoint point) throws Exception {
        ProofFile file = new ProofFile(++files, ROWS);
        Moment moment = new Moment(point, point.anyTime(random, file), point.anyDelay(random));
        if (point.often == Often.STATEMENT) {
            leaveFolder();
            enterFolder();
            courier.start(moment);
            courier.awaitKilled();
            drop(file);
        } else {
            awaitCourier();
            target.script(ProofScript.SOME_TROUBLE);
            if (point.often == Often.PROBE) {
                target.script(List.of(ProofScript.PAUSE));
            }
            courier.arm(moment);
            if (point.often == Often.ARCHIVE) {
                folder.drop("bookings", file.name() + ".gz", file.writeCompressed(root));
            } else {
                drop(file);
            }
            courier.awaitKilled();
        }
        target.script(ProofScript.SOME_TROUBLE);
        comeBackAndCheck(point.words, file, wantsAnother(moment));
    }

    /** In the middle of a file there is enough left for a second kill while the courier recovers from the first. */
    private boolean wantsAnother(Moment moment) {
        return KILLS > 2 * POINTS.length
                && moment.point().often == Often.RECORD
                && moment.times() < ROWS / 2
                && random.nextInt(3) == 0;
    }

    private void killAtRandom() throws Exception {
        awaitCourier();
        ProofFile file = new ProofFile(++files, ROWS);
        target.script(ProofScript.SOME_TROUBLE);
        long before = target.written();
        drop(file);
        if (random.nextBoolean()) {
            await("first POST").atMost(Sizes.PATIENCE).until(() -> target.written() > before);
        }
        await().pollDelay(Duration.ofMillis(random.nextInt(MOST_MILLIS))).until(() -> true);
        courier.process().kill();
        comeBackAndCheck(AT_RANDOM, file, false);
    }

    private void comeBackAndCheck(String point, ProofFile file, boolean killedAgain) throws Exception {
        if (killedAgain) {
            courier.start(new Moment(
                    random.nextBoolean() ? KillPoint.AFTER_READ : KillPoint.AFTER_ANSWER,
                    1 + random.nextInt(ROWS / 4),
                    0));
            courier.awaitKilled();
        }
        courier.start(null);
        courier.awaitStarted();
        folder.awaitFinalReport("bookings", file.name());
        folder.awaitMoved("bookings", file.name());
        int kills = killedAgain ? 2 : 1;
        Finding found = Oracle.find(file, folder, target.sightings(), kills);
        found.faults().forEach(fault -> faults.add("killed " + point + ": " + fault));
        table.add(point, kills, found);
        table.write(head());
    }

    private void awaitCourier() throws Exception {
        if (courier == null) {
            enterFolder();
        }
        if (!courier.isAlive()) {
            courier.start(null);
            courier.awaitStarted();
        }
    }

    private void enterFolder() throws Exception {
        Path place = Files.createDirectory(folders.resolve("folder-" + files));
        folder = CourierFolder.in(place);
        folder.retryQuickly();
        folder.change("config/feeds/bookings/feed.yaml", "account: main", "account: main\nsteady-for: 100ms");
        courier = new MortalCourier(folder, target);
    }

    /** Nothing is left to do here: the courier stops in order, and its own audit of all files must balance. */
    private void leaveFolder() throws Exception {
        if (courier == null || !courier.isAlive()) {
            return;
        }
        assertThat(courier.process().stop()).as(courier.process()::output).isZero();
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        if (!audit.path("balanced").asBoolean() || audit.path("open_arrivals").asInt() != 0) {
            faults.add("audit: " + audit);
        }
        int listed = CourierProcess.possibleDuplicates(folder).size();
        if (listed != audit.path("possible_duplicates").asInt()) {
            faults.add("audit --duplicates lists " + listed + ": " + audit);
        }
    }

    private void drop(ProofFile file) throws Exception {
        folder.drop("bookings", file.name(), file.write(root));
    }
}
