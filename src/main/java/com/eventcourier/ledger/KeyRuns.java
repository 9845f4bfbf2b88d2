package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where to look for the owner of a delivery key. Keys are hashes, so one index over all of them is written all over with
 * each commit, and more so the bigger it grows. Instead the newest owners are in memory and in a list on disk in the order
 * of their outcomes; when there are enough of them they become a run: sorted, written once, and with a filter that says
 * which keys it certainly does not have.
 */
final class KeyRuns {

    /** How many owners make a run: about 20 MB of memory, and a filter of 512 KB for each run. */
    static final int RUN = 200_000;

    /** A sorted run of owners on disk. */
    record Run(long number, KeyFilter filter) {}

    private final Map<KeyHash, RecordId> newest = new ConcurrentHashMap<>();
    private final List<Run> runs = new CopyOnWriteArrayList<>();

    KeyRuns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet known = statement.executeQuery("select run, filter from key_run order by run desc")) {
                while (known.next()) {
                    runs.add(new Run(known.getLong(1), KeyFilter.of(known.getBytes(2))));
                }
            }
            try (ResultSet owners =
                    statement.executeQuery("select key, arrival, position, sub from new_key_owner order by id")) {
                while (owners.next()) {
                    add(
                            KeyHash.of(owners.getBytes(1)),
                            new RecordId(owners.getLong(2), owners.getLong(3), owners.getInt(4)));
                }
            }
        }
    }

    /** The owner is on disk, and in no run yet. */
    void add(KeyHash key, RecordId owner) {
        newest.put(key, owner);
    }

    /** Who owns the key, if it became so since the last run; null otherwise. */
    RecordId newest(KeyHash key) {
        return newest.get(key);
    }

    Collection<KeyHash> newestKeys() {
        return newest.keySet();
    }

    /** All owners that were new are in this run on disk. */
    void fold(Run run) {
        runs.add(0, run);
        newest.clear();
    }

    /** The runs, the newest first. */
    List<Run> runs() {
        return runs;
    }

    long nextNumber() {
        return runs.isEmpty() ? 1 : runs.get(0).number() + 1;
    }
}
