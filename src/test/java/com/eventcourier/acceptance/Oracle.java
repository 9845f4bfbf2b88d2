package com.eventcourier.acceptance;

import com.eventcourier.acceptance.OracleProcess.Sighting;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds what the target saw of one file against what the ledger and the report say of it: nothing is lost, the counts add
 * up, and each sighting beyond the first of an event is explained.
 */
final class Oracle {

    private static final String CRASH = "crash";

    /**
     * @param lost good rows that are not accepted in the ledger, or to which the target never said yes
     * @param extra sightings beyond the first of an event
     * @param attempts of them, those after an attempt that the target refused and the ledger counts
     * @param ambiguous of them, those after an attempt without a readable answer, which is listed
     * @param crashes of them, those that a crash window explains, which is listed
     * @param faults whatever does not add up, a sentence each; with the first unexplained sightings
     */
    record Finding(
            int rows, int lost, int posts, int extra, int attempts, int ambiguous, int crashes, List<String> faults) {

        int unexplained() {
            return extra - attempts - ambiguous - crashes;
        }
    }

    private record Row(String state, int attempts) {}

    private final ProofFile file;
    private final CourierFolder folder;
    private final int kills;
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Row> rows = new HashMap<>();
    private final Map<Integer, Set<String>> listed = new HashMap<>();
    private int attempts;
    private int ambiguous;
    private int crashes;

    private Oracle(ProofFile file, CourierFolder folder, int kills) {
        this.file = file;
        this.folder = folder;
        this.kills = kills;
    }

    /**
     * To be asked when everything of the file is settled.
     *
     * @param kills how often the courier was killed since the file came
     */
    static Finding find(ProofFile file, CourierFolder folder, List<Sighting> sightings, int kills) throws Exception {
        return new Oracle(file, folder, kills).find(sightings);
    }

    private Finding find(List<Sighting> sightings) throws Exception {
        readLedger();
        Map<Integer, List<Sighting>> seen = byRow(sightings);
        int lost = 0;
        for (int row = 0; row < file.rows(); row++) {
            lost += isLost(row, seen.getOrDefault(row, List.of())) ? 1 : 0;
        }
        int extra = 0;
        for (Map.Entry<Integer, List<Sighting>> one : seen.entrySet()) {
            extra += one.getValue().size() - 1;
            explain(one.getKey(), one.getValue());
        }
        checkReport();
        checkFiles();
        return new Finding(file.rows(), lost, sightings.size(), extra, attempts, ambiguous, crashes, faults);
    }

    private Map<Integer, List<Sighting>> byRow(List<Sighting> sightings) {
        Map<Integer, List<Sighting>> seen = new TreeMap<>();
        for (Sighting sighting : sightings) {
            int row = ProofFile.row(sighting.key());
            if (!sighting.key().equals(file.key(row)) || row >= file.rows() || !ProofFile.isGood(row)) {
                fault("the target saw " + sighting.key() + ", which is no good row of " + file.name());
            } else {
                seen.computeIfAbsent(row, any -> new ArrayList<>()).add(sighting);
            }
        }
        return seen;
    }

    private boolean isLost(int row, List<Sighting> seen) {
        Row inLedger = rows.get(row);
        String state = inLedger == null ? "nothing" : inLedger.state;
        if (!ProofFile.isGood(row)) {
            if (!state.equals("dead")) {
                fault("bad row " + row + " is " + state);
            }
            return false;
        }
        boolean taken = seen.stream().anyMatch(one -> ProofScript.isTaken(one.answer()));
        if (!taken || !state.equals("accepted")) {
            fault("good row " + row + " is " + state + " in the ledger, seen " + answers(seen));
            return true;
        }
        return false;
    }

    /**
     * A yes that was read and written down ends the event's way, so after one only a crash window explains another
     * sighting, and each kill only one. POSTs that the ledger does not count need a crash window too: while an account is
     * paused an event may be refused several times before its attempts are written down together.
     */
    private void explain(int row, List<Sighting> seen) {
        if (seen.stream().map(Sighting::checksum).distinct().count() > 1) {
            fault("row " + row + " came with different payloads");
        }
        Set<String> causes = listed.getOrDefault(row, Set.of());
        boolean unansweredIsListed = causes.stream().anyMatch(cause -> !cause.equals(CRASH));
        Row inLedger = rows.getOrDefault(row, new Row("nothing", 0));
        int afterYes = 0;
        int afterSilence = 0;
        for (Sighting before : seen.subList(0, seen.size() - 1)) {
            afterYes += ProofScript.isYes(before.answer()) ? 1 : 0;
            afterSilence += ProofScript.isUnanswered(before.answer()) ? 1 : 0;
        }
        int byCrash = Math.max(0, seen.size() - inLedger.attempts);
        byCrash = Math.max(byCrash, afterYes + (unansweredIsListed ? 0 : afterSilence));
        if (afterYes > kills || (byCrash > 0 && !causes.contains(CRASH))) {
            fault("row " + row + " was seen " + answers(seen) + ", in the ledger " + inLedger + ", listed " + causes);
            return;
        }
        int silent = Math.min(afterSilence, seen.size() - 1 - byCrash);
        crashes += byCrash;
        ambiguous += silent;
        attempts += seen.size() - 1 - byCrash - silent;
    }

    private static List<String> answers(List<Sighting> seen) {
        return seen.stream().map(Sighting::answer).toList();
    }

    private void readLedger() throws SQLException {
        String url = "jdbc:sqlite:" + folder.data().resolve("ledger.db");
        try (Connection ledger = DriverManager.getConnection(url)) {
            Map<String, Integer> states = new HashMap<>();
            each(
                    ledger,
                    "select r.position, r.state, r.attempts from record r join arrival a on a.id = r.arrival where a.name = ?",
                    row -> {
                        states.merge(row.getString(2), 1, Integer::sum);
                        Row known = rows.put(ProofFile.row(row.getLong(1)), new Row(row.getString(2), row.getInt(3)));
                        if (known != null) {
                            fault("line " + row.getLong(1) + " has two outcomes");
                        }
                    });
            each(
                    ledger,
                    "select d.position, d.cause from possible_duplicate d join arrival a on a.id = d.arrival where a.name = ?",
                    row -> listed.computeIfAbsent(ProofFile.row(row.getLong(1)), any -> new HashSet<>())
                            .add(row.getString(2)));
            List<String> arrivals = new ArrayList<>();
            each(
                    ledger,
                    "select state, records from arrival where name = ?",
                    row -> arrivals.add(row.getString(1) + " " + row.getLong(2)));
            if (!arrivals.equals(List.of("moved " + file.rows()))) {
                fault("the ledger has " + arrivals + " as the arrivals of " + file.name() + ", read and state");
            }
            int outcomes = states.values().stream().mapToInt(Integer::intValue).sum();
            if (outcomes != file.rows()) {
                fault(file.rows() + " read but " + states + " are the outcomes");
            }
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void each(Connection ledger, String sql, RowReader reader) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(sql)) {
            select.setString(1, file.name());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    private void checkReport() {
        JsonNode report = folder.report("bookings", file.name());
        same("records in the report", file.rows(), report.path("records").asInt());
        same("read in the report", file.rows(), report.path("read").asInt());
        same(
                "accepted in the report",
                file.rows() - file.badCount(),
                report.path("accepted").asInt());
        same("dead in the report", file.badCount(), report.path("deadOpen").asInt());
        int causes = listed.values().stream().mapToInt(Set::size).sum();
        same(
                "possible duplicates in the report",
                causes,
                report.path("possibleDuplicates").asInt());
    }

    /** The source is in one place, and the sender gets each bad row back once. */
    private void checkFiles() throws Exception {
        if (Files.exists(folder.inbox("bookings").resolve(file.name()))) {
            fault(file.name() + " is still in the inbox");
        }
        Path done = folder.inbox("bookings").resolve(".done");
        same("sources in .done", 1, count(done, file.name()) - count(done, file.name() + ".gz"));
        String rejected = file.name() + ".rejected";
        same("rejected files", 1, count(folder.outbox("bookings"), rejected));
        Path returned = folder.outbox("bookings").resolve(rejected + ".csv");
        if (Files.exists(returned)) {
            try (Stream<String> lines = Files.lines(returned)) {
                same("rows given back", file.badCount() + 1, (int)
                        lines.distinct().count());
            }
        }
    }

    private static int count(Path folder, String begin) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(one -> one.getFileName().toString().startsWith(begin))
                    .count();
        }
    }

    private void same(String what, int expected, int found) {
        if (expected != found) {
            fault(what + ": " + found + " in place of " + expected);
        }
    }

    private void fault(String sentence) {
        faults.add(file.name() + ": " + sentence);
    }
}
