package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one group of changes writes; belongs to the writer's thread and its open transaction. */
final class Book {

    private final Map<Long, Progress> open = new ConcurrentHashMap<>();
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final Connection connection;
    private final KeyFilter deadKeys;
    private final KeyRuns runs;
    private Tallies tallies;
    private Outcomes outcomes;
    private Letters letters;
    private Owners owners;
    private long now;

    Book(Connection connection, KeyFilter deadKeys, KeyRuns runs) throws SQLException {
        this.connection = connection;
        this.deadKeys = deadKeys;
        this.runs = runs;
        prepare();
    }

    private void prepare() throws SQLException {
        tallies = new Tallies(connection);
        letters = new Letters(this, deadKeys);
        owners = new Owners(this, runs);
        outcomes = new Outcomes(this, letters, owners);
    }

    /** Prepares every statement anew: the driver closes a statement that failed. */
    void renew() throws SQLException {
        statements.clear();
        outcomes = null;
        prepare();
    }

    /** From now on the arrival's reader is asked for its counts at each commit that has outcomes of it. */
    void follow(Progress progress) {
        open.put(progress.arrival(), progress);
    }

    void unfollow(long arrival) {
        open.remove(arrival);
    }

    void begin() {
        now = System.currentTimeMillis();
        touched.clear();
        tallies.clear();
        owners.begin();
    }

    void end() throws SQLException {
        outcomes.write();
        owners.end();
        tallies.write();
        for (Long arrival : touched) {
            Progress progress = open.get(arrival);
            if (progress != null) {
                write(progress);
            }
        }
    }

    void writeGathered() throws SQLException {
        outcomes.write();
    }

    /** The group is on disk. */
    void committed() {
        owners.committed();
    }

    private void write(Progress progress) throws SQLException {
        PreparedStatement update = statement("update arrival set records = max(records, ?), bytes = max(bytes, ?),"
                + " settled_to = max(settled_to, ?) where id = ? and state = 'reading'");
        update.setLong(1, progress.records());
        update.setLong(2, progress.bytes());
        update.setLong(3, progress.settledTo());
        update.setLong(4, progress.arrival());
        update.executeUpdate();
    }

    void settle(Settlement settlement) throws SQLException {
        touched.add(settlement.id().arrival());
        outcomes.settle(settlement);
    }

    void mark(long arrival, long mark) throws SQLException {
        touched.add(arrival);
        update("update arrival set mark = max(mark, ?) where id = ?", mark, arrival);
    }

    /** Runs one statement with its parameters in order; returns the number of rows. */
    int update(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeUpdate();
    }

    /** Asks in the transaction, with its parameters in order. */
    ResultSet query(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeQuery();
    }

    /** The number that a query answers in the transaction; 0 when it answers nothing. */
    long number(String sql, Object... values) throws SQLException {
        try (ResultSet row = query(sql, values)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** A statement that is prepared once for the life of the connection; it sees every outcome settled before. */
    PreparedStatement statement(String sql) throws SQLException {
        if (outcomes != null) {
            outcomes.write();
        }
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    Tallies tallies() {
        return tallies;
    }

    Owners owners() {
        return owners;
    }

    Letters letters() {
        return letters;
    }

    /** The time of the group, in milliseconds since 1970. */
    long now() {
        return now;
    }
}
