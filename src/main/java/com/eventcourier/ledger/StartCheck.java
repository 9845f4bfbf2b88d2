package com.eventcourier.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.ProgressHandler;

/**
 * Looks a ledger over before anything is written to it, for a bounded time: tables that nothing can go without first, the
 * rows of the records last.
 *
 * @param unclean whether the last courier on it did not stop in order
 * @param complete whether there was time to look at all of it
 * @param millis how long it took
 */
record StartCheck(boolean unclean, boolean complete, long millis) {

    /** The fact in the ledger that a courier works on it; gone after an orderly stop. */
    static final String AT_WORK = "at-work";

    static final Duration AFTER_A_STOP = Duration.ofMillis(500);
    static final Duration AFTER_A_CRASH = Duration.ofSeconds(5);

    private static final List<String> BIG = List.of("kept", "key_owner", "record");
    private static final int LOOK_AT_THE_CLOCK = 5000;

    /** @throws LedgerFault when the file cannot be read or is damaged; it is not changed */
    static StartCheck of(LedgerFile ledger, Path file, Duration afterStop, Duration afterCrash) {
        long started = System.nanoTime();
        try (Connection connection = ledger.untouched().getConnection()) {
            List<String> tables = tables(connection);
            boolean unclean = tables.contains("heartbeat") && isAtWork(connection);
            long until = started + (unclean ? afterCrash : afterStop).toNanos();
            boolean complete = true;
            for (String table : tables) {
                complete &= check(connection, table, until, file);
            }
            return new StartCheck(unclean, complete, (System.nanoTime() - started) / 1_000_000);
        } catch (SQLException e) {
            throw FileTrouble.refusal(file, e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery("select name from sqlite_schema where type = 'table'"
                        + " and name not like 'sqlite%' order by name")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        for (String big : BIG) {
            if (tables.remove(big)) {
                tables.add(big);
            }
        }
        return tables;
    }

    private static boolean isAtWork(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select 1 from heartbeat where name = '" + AT_WORK + "'")) {
            return found.next();
        }
    }

    /** False when there was no time left for it. */
    private static boolean check(Connection connection, String table, long until, Path file) throws SQLException {
        if (System.nanoTime() > until) {
            return false;
        }
        ProgressHandler.setHandler(connection, LOOK_AT_THE_CLOCK, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() > until ? 1 : 0;
            }
        });
        try (Statement statement = connection.createStatement();
                ResultSet said = statement.executeQuery("pragma quick_check('" + table + "')")) {
            if (said.next() && !said.getString(1).equals("ok")) {
                throw FileTrouble.DAMAGED.refusal(file, "table " + table + ": " + said.getString(1), null);
            }
            return true;
        } catch (SQLException e) {
            if (System.nanoTime() > until && FileTrouble.of(e) != FileTrouble.DAMAGED) {
                return false;
            }
            throw e;
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }
}
