package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with bad rows: its sender gets back exactly those, mends them, and nothing is ever sent twice. */
class BadRowsTest {

    private static final int LEFT_DEAD_LETTERS = 3;

    private final BookingsFile file = new BookingsFile(Sizes.ROWS);
    private final Bookings bookings = new Bookings(Sizes.ROWS);

    @TempDir
    Path root;

    @Test
    void theSenderGetsBackTheBadRowsAndMendsThemAndNothingIsSentTwice() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        try (RecordingTarget target = new RecordingTarget(bookings)) {
            theBadRowsComeBack(folder, target);
            theMendedRowsAreDeliveredAndTheirDeadLettersClosed(folder, target);
            theWholeFileAgainSendsNothing(folder, target);
        }
    }

    private void theBadRowsComeBack(CourierFolder folder, RecordingTarget target) throws Exception {
        Path source = root.resolve("november.csv");
        file.write(source);
        folder.drop("bookings", "november.csv", source);

        assertThat(CourierProcess.runUntilIdle(folder, target)).isEqualTo(LEFT_DEAD_LETTERS);

        int good = file.rows() - file.badCount();
        assertThat(target.count()).isEqualTo(good);
        assertThat(bookings.strangers()).isZero();
        assertThat(bookings.goodLinesThatNeverCame()).isEmpty();
        assertThat(bookings.badLinesThatCame()).isEmpty();
        JsonNode report = folder.report("bookings", "november.csv");
        assertThat(report.path("final").asBoolean()).isTrue();
        assertThat(report.path("read").asInt()).isEqualTo(file.rows());
        assertThat(report.path("accepted").asInt()).isEqualTo(good);
        assertThat(counts(report.path("dead"))).isEqualTo(file.deadByCode());
        assertThat(report.path("rejectedFile").asText()).isEqualTo("november.csv.rejected.csv");
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("read").asInt()).isEqualTo(file.rows());
        assertThat(audit.path("accepted").asInt()).isEqualTo(good);
        assertThat(counts(audit.path("dead"))).isEqualTo(file.deadByCode());
        assertThat(audit.path("dead_open").asInt()).isEqualTo(file.badCount());
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
        assertThat(folder.deadLetterRows("bookings")).isEqualTo(file.badLines());
    }

    private void theMendedRowsAreDeliveredAndTheirDeadLettersClosed(CourierFolder folder, RecordingTarget target)
            throws Exception {
        Path fixed = root.resolve("fixed.csv");
        TreeSet<Long> refused = BookingsFile.fix(folder.outbox("bookings").resolve("november.csv.rejected.csv"), fixed);
        TreeSet<Long> bad = new TreeSet<>();
        file.badLines().values().forEach(bad::addAll);
        assertThat(refused).isEqualTo(bad);
        folder.drop("bookings", "november-fixed.csv", fixed);

        assertThat(CourierProcess.runUntilIdle(folder, target)).isZero();

        assertThat(target.count()).isEqualTo(file.rows());
        assertThat(bookings.badLinesThatCame()).isEqualTo(bad);
        assertThat(bookings.linesThatCame(2)).isEmpty();
        JsonNode report = folder.report("bookings", "november-fixed.csv");
        assertThat(report.path("accepted").asInt()).isEqualTo(file.badCount());
        assertThat(report.path("dead").size()).isZero();
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("dead_open").asInt()).isZero();
        assertThat(counts(audit.path("dead"))).isEqualTo(file.deadByCode());
    }

    private void theWholeFileAgainSendsNothing(CourierFolder folder, RecordingTarget target) throws Exception {
        Path corrected = root.resolve("corrected.csv");
        file.writeCorrected(corrected);
        folder.drop("bookings", "november-corrected.csv", corrected);

        assertThat(CourierProcess.runUntilIdle(folder, target)).isZero();

        assertThat(target.count()).isEqualTo(file.rows());
        assertThat(folder.report("bookings", "november-corrected.csv")
                        .path("duplicate")
                        .asInt())
                .isEqualTo(file.rows());
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("read").asInt()).isEqualTo(2 * file.rows() + file.badCount());
        assertThat(audit.path("accepted").asInt()).isEqualTo(file.rows());
        assertThat(audit.path("duplicate").asInt()).isEqualTo(file.rows());
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
    }

    private static Map<String, Long> counts(JsonNode dead) {
        return new TreeMap<>(CourierFolder.JSON.convertValue(dead, new TypeReference<Map<String, Long>>() {}));
    }
}
