package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The counts of one group of changes, added to the ledger once at its end. */
final class Tallies {

    /** How many events came from records beyond their first one. */
    static final String ADDED = "added";

    private record Key(long arrival, String state, String code) {}

    private final Map<Key, Integer> changes = new HashMap<>();
    private final PreparedStatement add;

    Tallies(Connection connection) throws SQLException {
        add = connection.prepareStatement("insert into tally (arrival, state, code, n) values (?, ?, ?, ?)"
                + " on conflict (arrival, state, code) do update set n = n + excluded.n");
    }

    void clear() {
        changes.clear();
    }

    void count(long arrival, String state, String code, int by) {
        changes.merge(new Key(arrival, state, code == null ? "" : code), by, Integer::sum);
    }

    void write() throws SQLException {
        for (Map.Entry<Key, Integer> change : changes.entrySet()) {
            if (change.getValue() != 0) {
                add.setLong(1, change.getKey().arrival());
                add.setString(2, change.getKey().state());
                add.setString(3, change.getKey().code());
                add.setInt(4, change.getValue());
                add.executeUpdate();
            }
        }
    }
}
