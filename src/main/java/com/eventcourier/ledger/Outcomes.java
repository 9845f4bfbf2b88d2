package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes one settlement: the record's row, its key, what is kept of it, and its counts. */
final class Outcomes {

    private final Book book;
    private final Letters letters;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement own;
    private final PreparedStatement ownForGood;

    Outcomes(Book book, Letters letters) throws SQLException {
        this.book = book;
        this.letters = letters;
        insert = book.statement("insert into record (arrival, position, sub, subs, state, at, attempts, receipt,"
                + " delivery_key, payload_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        update = book.statement("update record set state = ?, at = ?, attempts = ?, receipt = ?, delivery_key = ?,"
                + " payload_hash = ?, subs = ? where arrival = ? and position = ? and sub = ?");
        own = book.statement("insert into delivery_key (key, arrival, position, sub) values (?, ?, ?, ?)"
                + " on conflict (key) do nothing");
        ownForGood = book.statement("insert into delivery_key (key, arrival, position, sub) values (?, ?, ?, ?)"
                + " on conflict (key) do update set arrival = excluded.arrival, position = excluded.position,"
                + " sub = excluded.sub");
    }

    void settle(Settlement s) throws SQLException {
        if (s.from() == null) {
            insert(s);
        } else {
            update(s);
        }
        count(s);
        key(s);
        if (s.kept() != null) {
            letters.keep(s);
        } else if (s.from() != null) {
            letters.forget(s.id());
        }
        if (s.closes() != null) {
            letters.supersede(s.closes(), s);
        }
        if (s.state() == State.ACCEPTED && s.key() != null) {
            letters.supersedeByKey(s);
        }
        if (s.mayRepeat() != null) {
            book.update(
                    "insert into possible_duplicate (arrival, position, sub, cause, at) values (?, ?, ?, ?, ?)"
                            + " on conflict do nothing",
                    s.id().arrival(),
                    s.id().position(),
                    s.id().sub(),
                    s.mayRepeat(),
                    book.now());
        }
    }

    private void insert(Settlement s) throws SQLException {
        insert.setLong(1, s.id().arrival());
        insert.setLong(2, s.id().position());
        insert.setInt(3, s.id().sub());
        insert.setInt(4, s.subs());
        insert.setString(5, s.state().column());
        insert.setLong(6, book.now());
        insert.setInt(7, s.attempts());
        insert.setString(8, s.receipt());
        insert.setBytes(9, s.key());
        insert.setBytes(10, s.payloadHash());
        insert.executeUpdate();
    }

    private void update(Settlement s) throws SQLException {
        update.setString(1, s.state().column());
        update.setLong(2, book.now());
        update.setInt(3, s.attempts());
        update.setString(4, s.receipt());
        update.setBytes(5, s.key());
        update.setBytes(6, s.payloadHash());
        update.setInt(7, s.subs());
        update.setLong(8, s.id().arrival());
        update.setLong(9, s.id().position());
        update.setInt(10, s.id().sub());
        if (update.executeUpdate() != 1) {
            throw new SQLException("no outcome of " + s.id() + " to change from " + s.from());
        }
    }

    private void count(Settlement s) {
        long arrival = s.id().arrival();
        if (s.from() != null) {
            book.tallies().count(arrival, s.from().column(), "", -1);
        } else if (s.id().sub() > 0) {
            book.tallies().count(arrival, Tallies.ADDED, "", 1);
        }
        book.tallies().count(arrival, s.state().column(), s.state() == State.DEAD ? s.code() : "", 1);
    }

    private void key(Settlement s) throws SQLException {
        if (s.key() == null) {
            return;
        }
        if (s.state().ownsKey()) {
            if (s.holdsKey()) {
                PreparedStatement take = s.state() == State.ACCEPTED ? ownForGood : own;
                take.setBytes(1, s.key());
                take.setLong(2, s.id().arrival());
                take.setLong(3, s.id().position());
                take.setInt(4, s.id().sub());
                take.executeUpdate();
            }
        } else if (s.from() != null && s.from().ownsKey()) {
            book.update(
                    "delete from delivery_key where key = ? and arrival = ? and position = ? and sub = ?",
                    s.key(),
                    s.id().arrival(),
                    s.id().position(),
                    s.id().sub());
        }
    }
}
