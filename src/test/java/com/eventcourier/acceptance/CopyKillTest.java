package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.MortalCourier.Moment;
import com.eventcourier.acceptance.Oracle.Finding;
import com.eventcourier.inbox.SftpServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at the points of the way of a file from an OpenSSH server into the inbox, and of its records after
 * that. The oracle finds each file delivered as one arrival, and the server is told once.
 */
class CopyKillTest {

    private static final int KILLS = Integer.getInteger("proof.copy.kills", 3);
    private static final int ROWS = 1_000;
    private static final String FEED = "bookings";

    /** The first of them in {@code verify}, all of them and again in the long form. */
    private static final List<KillPoint> POINTS = List.of(
            KillPoint.COPY_NOTED,
            KillPoint.SERVER_TOLD,
            KillPoint.SERVER_NOT_TOLD,
            KillPoint.COPY_WHOLE,
            KillPoint.COPY_SHOWN,
            KillPoint.AFTER_ANSWER);

    private final long seed = Long.getLong("proof.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> faults = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private CourierFolder folder;

    @TempDir
    Path root;

    @Test
    void eachFileIsOneArrivalAndItsServerIsToldOnce() throws Exception {
        System.out.println("CopyKillTest: -Dproof.seed=" + seed + " repeats these moments");
        folder = CourierFolder.in(Files.createDirectories(root.resolve("courier")));
        folder.change("routes/feeds/bookings.camel.yaml", "feed-from-inbox", "feed-from-sftp");
        folder.change("config/feeds/bookings/feed.yaml", "account: main", "account: main\nsteady-for: 100ms");
        folder.retryQuickly();
        SftpServer server = new SftpServer(Files.createDirectories(root.resolve("server")));
        try (OracleProcess target = OracleProcess.start(root.resolve("sightings"))) {
            target.script(ProofScript.SOME_TROUBLE);
            MortalCourier courier = new MortalCourier(folder, target, variables(server));
            courier.start(null);
            try {
                courier.awaitStarted();
                for (int kill = 0; kill < KILLS; kill++) {
                    killAt(POINTS.get(kill % POINTS.size()), new ProofFile(kill + 1, ROWS), courier, server);
                    findings.add(find(new ProofFile(kill + 1, ROWS), target));
                }
                assertThat(courier.process().stop()).isZero();
            } finally {
                courier.process().close();
            }
        } finally {
            server.close();
        }
        System.out.println("CopyKillTest: " + findings);
        assertThat(faults).isEmpty();
        assertThat(findings).allMatch(found -> found.lost() == 0 && found.unexplained() == 0);
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("arrivals").asInt()).isEqualTo(KILLS);
    }

    private void killAt(KillPoint point, ProofFile file, MortalCourier courier, SftpServer server) throws Exception {
        courier.arm(new Moment(point, point.anyTime(random, file), point.anyDelay(random)));
        Path remote = server.upload("out/" + file.name(), Files.readAllBytes(file.write(root)));
        courier.awaitKilled();
        courier.start(null);
        courier.awaitStarted();
        folder.awaitFinalReport(FEED, file.name());
        folder.awaitMoved(FEED, file.name());
        await(file.name() + " is dealt with on its server after the kill " + point.words)
                .atMost(Sizes.PATIENCE)
                .until(() -> !Files.exists(remote) && notes() == 0);
        assertThat(moved(remote)).as("moved on the server").isEqualTo(1);
    }

    private Finding find(ProofFile file, OracleProcess target) throws Exception {
        Finding found = Oracle.find(file, folder, target.sightings(), 1);
        faults.addAll(found.faults());
        return found;
    }

    private static long moved(Path remote) throws IOException {
        try (Stream<Path> files = Files.list(remote.resolveSibling(".done"))) {
            return files.filter(file ->
                            file.toString().endsWith(remote.getFileName().toString()))
                    .count();
        }
    }

    private long notes() throws IOException {
        try (Stream<Path> files = Files.list(folder.inbox(FEED).resolve(".sftp"))) {
            return files.count();
        }
    }

    /** The settings of a feed as an engineer sets them from outside. */
    private static Map<String, String> variables(SftpServer server) {
        Map<String, String> variables = new HashMap<>(Map.of("COURIER_SFTP_BOOKINGS_FOLDERS", "out"));
        for (String setting : server.settings(FEED)) {
            String[] parts = setting.substring(2).split("=", 2);
            variables.put(parts[0].toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'), parts[1]);
        }
        return variables;
    }
}
