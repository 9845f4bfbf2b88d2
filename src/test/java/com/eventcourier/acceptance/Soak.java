package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.Oracle.Finding;
import com.eventcourier.acceptance.OracleProcess.Sighting;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The courier at a fixed rate for as long as is asked for, with little memory and a target that fails at random. Its heap,
 * threads, descriptors and ledger are sampled and drawn to {@code target/proof/soak.svg}. Not a part of {@code verify}:
 * {@code ./mvnw -Psoak verify}.
 */
class Soak {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 10);
    private static final int RATE = Integer.getInteger("soak.rate", 500);
    private static final int FAULTS = Integer.getInteger("soak.faults", 20);
    private static final int SECONDS_A_FILE = 5;
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final double MOST_GROWTH = 1.25;

    private final List<ProofFile> files = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @TempDir
    Path root;

    @Test
    void nothingGrowsButTheLedgerAndNothingIsLost() throws Exception {
        CourierFolder folder = CourierFolder.in(Files.createDirectory(root.resolve("courier")));
        folder.change("config/outcomes.yaml", "{status: 5xx, ", "{status: 5xx, first: 500ms, ");
        folder.change("config/outcomes.yaml", "{failure: no-answer, ", "{failure: no-answer, first: 500ms, ");
        SoakSamples samples;
        try (OracleProcess target = OracleProcess.start(root.resolve("sightings"))) {
            target.script(List.of("clear", "share " + FAULTS + " 503", "rule 997 11 1 reset", "rule 499 13 1 slow"));
            try (CourierProcess courier =
                    CourierProcess.start(folder, Map.of("COURIER_ACCOUNTS_MAIN_URL", target.url()), "run")) {
                courier.awaitStarted();
                samples = new SoakSamples(courier.pid(), folder);
                feed(folder, samples);
                await("the end").atMost(Sizes.PATIENCE).pollInterval(SAMPLE).until(() -> {
                    samples.take();
                    return files.stream().allMatch(file -> isThrough(folder, file));
                });
                assertThat(courier.stop()).as(courier::output).isZero();
            }
            check(folder, target.sightings());
        }
        samples.draw(MINUTES + " minutes, " + RATE + " events a second, " + FAULTS + " % refused with 503, -Xmx256m");
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(faults).isEmpty();
        assertThat(samples.growth()).allSatisfy((what, growth) -> assertThat(growth)
                .as(what + " of the last third against the middle one")
                .isLessThan(MOST_GROWTH));
    }

    /** One file each few seconds, whether or not the ones before are through. */
    private void feed(CourierFolder folder, SoakSamples samples) throws Exception {
        long start = System.nanoTime();
        int all = Math.max(1, MINUTES * 60 / SECONDS_A_FILE);
        while (files.size() < all) {
            long due = start
                    + Duration.ofSeconds((long) files.size() * SECONDS_A_FILE).toNanos();
            await().atMost(Duration.ofSeconds(SECONDS_A_FILE + 60))
                    .pollInterval(SAMPLE)
                    .until(() -> {
                        samples.take();
                        return System.nanoTime() - due >= 0;
                    });
            ProofFile file = new ProofFile(files.size() + 1, RATE * SECONDS_A_FILE);
            folder.drop("bookings", file.name(), file.write(root));
            Files.delete(root.resolve(file.name()));
            files.add(file);
        }
    }

    private static boolean isThrough(CourierFolder folder, ProofFile file) {
        return Files.exists(folder.inbox("bookings").resolve(".done").resolve(file.name()))
                && folder.report("bookings", file.name()).path("final").asBoolean();
    }

    private void check(CourierFolder folder, List<Sighting> sightings) throws Exception {
        Map<String, List<Sighting>> byFile = new HashMap<>();
        for (Sighting sighting : sightings) {
            String prefix = sighting.key().substring(0, sighting.key().indexOf('-'));
            byFile.computeIfAbsent(prefix, any -> new ArrayList<>()).add(sighting);
        }
        for (ProofFile file : files) {
            String prefix = file.key(0).substring(0, file.key(0).indexOf('-'));
            Finding found = Oracle.find(file, folder, byFile.getOrDefault(prefix, List.of()), 0);
            faults.addAll(found.faults());
        }
    }
}
