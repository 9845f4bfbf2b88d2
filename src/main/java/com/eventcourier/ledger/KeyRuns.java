package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
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

    /** How many owners make a run: about 20 MB of memory, and 512 KB for the filter of each run. */
    static final int RUN = 200_000;

    private static final long[] NONE = {};

    /** A sorted run of owners on disk. */
    record Run(long number, KeyFilter filter) {}

    private final Map<KeyHash, RecordId> newest = new ConcurrentHashMap<>();
    /** The runs in the order they were made, eight in each. */
    private final List<KeyLanes> lanes = new CopyOnWriteArrayList<>();

    private long last;

    KeyRuns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet known = statement.executeQuery("select run, filter from key_run order by run")) {
                while (known.next()) {
                    add(new Run(known.getLong(1), KeyFilter.of(known.getBytes(2))));
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

    /** The owner is gone from the disk. */
    void remove(KeyHash key, RecordId owner) {
        newest.remove(key, owner);
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
        add(run);
        newest.clear();
    }

    private void add(Run run) {
        KeyFilter filter = run.filter();
        if (!lanes.isEmpty() && lanes.get(lanes.size() - 1).hasRoom(filter)) {
            lanes.get(lanes.size() - 1).add(run.number(), filter);
        } else {
            KeyLanes more = new KeyLanes(filter.size());
            more.add(run.number(), filter);
            lanes.add(more);
        }
        last = run.number();
    }

    /** The runs that may have the key, the newest first; nearly always none. */
    long[] mayHave(KeyHash key) {
        long[] found = NONE;
        for (int group = lanes.size() - 1; group >= 0; group--) {
            KeyLanes eight = lanes.get(group);
            for (int rest = eight.candidates(key); rest != 0; rest -= Integer.highestOneBit(rest)) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = eight.run(31 - Integer.numberOfLeadingZeros(rest));
            }
        }
        return found;
    }

    long nextNumber() {
        return last + 1;
    }
}
