package com.eventcourier.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a ledger is in order: its file, what its rows say of each other, and its counts.
 *
 * @param faults what is not, a sentence each
 */
public record Verification(String ledger, long bytes, long arrivals, long events, boolean sound, List<String> faults) {

    private static final int MOST = 100;

    /** Rows that name something that is not there. */
    private static final Map<String, String> STRAYS = strays();

    private static Map<String, String> strays() {
        String noArrival = " where arrival not in (select id from arrival)";
        Map<String, String> strays = new LinkedHashMap<>();
        strays.put("outcomes of no arrival", "select count(*) from record" + noArrival);
        strays.put("kept records of no arrival", "select count(*) from kept" + noArrival);
        strays.put("counts of no arrival", "select count(*) from tally" + noArrival);
        strays.put("possible duplicates of no arrival", "select count(*) from possible_duplicate" + noArrival);
        strays.put(
                "waiting events without a due time",
                "select count(*) from kept where " + Retries.WAITING + " and due_at is null");
        strays.put(
                "delivery keys of no run", "select count(*) from key_owner where run not in (select run from key_run)");
        strays.put(
                "runs without delivery keys",
                "select count(*) from key_run where run not in (select run from key_owner)");
        return strays;
    }

    /** Looks at all of it, which takes minutes for tens of millions of rows; the courier may run. */
    public static Verification of(Path ledger) {
        LedgerFile file = LedgerFile.existing(ledger);
        List<String> faults = new ArrayList<>();
        long arrivals = 0;
        long events = 0;
        try {
            faultsOfFile(file, faults);
            try (LedgerQueries rows = LedgerQueries.of(ledger)) {
                STRAYS.forEach((what, sql) -> stray(what, rows.one(sql), faults));
                Audit audit = Audit.of(rows, true);
                faults.addAll(audit.faults());
                arrivals = audit.arrivals();
                events = rows.one("select count(*) from record");
            }
        } catch (SQLException e) {
            String is = FileTrouble.of(e) == FileTrouble.DAMAGED ? "is damaged" : "cannot be read";
            faults.add("The file " + is + ": " + e.getMessage());
        } catch (LedgerFault e) {
            faults.add(e.getMessage());
        }
        return new Verification(
                ledger.toString(), ledger.toFile().length(), arrivals, events, faults.isEmpty(), faults);
    }

    private static void faultsOfFile(LedgerFile file, List<String> faults) throws SQLException {
        try (Connection connection = file.untouched().getConnection();
                Statement statement = connection.createStatement();
                ResultSet said = statement.executeQuery("pragma integrity_check(" + MOST + ")")) {
            while (said.next()) {
                if (!said.getString(1).equals("ok")) {
                    faults.add("The file is damaged: " + said.getString(1));
                }
            }
        }
    }

    private static void stray(String what, long n, List<String> faults) {
        if (n > 0) {
            faults.add("There are " + n + " " + what + ".");
        }
    }

    /** The same for a person. */
    @JsonIgnore
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                "Ledger %s, %,d bytes, %,d arrivals, %,d events: %s",
                ledger, bytes, arrivals, events, sound ? "in order." : "NOT IN ORDER."));
        faults.stream().limit(MOST).forEach(fault -> text.append(System.lineSeparator())
                .append("  ")
                .append(fault));
        if (!sound) {
            text.append(System.lineSeparator())
                    .append("Keep a copy of the file, then restore a backup, or ask who knows this product.");
        }
        return text.toString();
    }
}
