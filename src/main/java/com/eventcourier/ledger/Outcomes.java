package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes one settlement: the record's row, its key, what is kept of it, and its counts. */
final class Outcomes {

    private final Book book;
    private final Letters letters;
    private final Batch inserts;
    private final Owners owners;
    private final PreparedStatement update;

    Outcomes(Book book, Letters letters, Owners owners) throws SQLException {
        this.book = book;
        this.letters = letters;
        this.owners = owners;
        inserts = new Batch(
                book.statement("insert into record (arrival, position, sub, subs, state, at, attempts, receipt,"
                        + " delivery_key, payload_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        update = book.statement("update record set state = ?, at = ?, attempts = ?, receipt = ?, delivery_key = ?,"
                + " payload_hash = ?, subs = ? where arrival = ? and position = ? and sub = ?");
    }

    void settle(Settlement s) throws SQLException {
        if (s.from() == null) {
            insert(s);
        } else {
            update(s);
        }
        count(s);
        if (s.holdsKey() && s.state().ownsKey()) {
            owners.own(s.key(), s.id());
        }
        if (s.kept() != null) {
            letters.keep(s);
        } else if (s.from() != null) {
            letters.forget(s.id());
        }
        if (s.tried() != null) {
            letters.add(s.id(), s.tried());
        }
        if (s.from() != null) {
            replayed(s);
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

    /** What came of a dead letter that was sent again, until that cannot change any more. */
    private void replayed(Settlement s) throws SQLException {
        book.update(
                "update replayed set outcome = ?, new_code = ?, at = ? where arrival = ? and position = ? and sub = ?"
                        + " and (outcome is null or outcome in ('retry', 'ambiguous'))",
                s.state().column(),
                s.state() == State.DEAD ? s.code() : null,
                book.now(),
                s.id().arrival(),
                s.id().position(),
                s.id().sub());
    }

    /** Writes what was only gathered so far; any other statement comes after it. */
    void write() throws SQLException {
        inserts.write();
        owners.write();
    }

    private void insert(Settlement s) throws SQLException {
        PreparedStatement insert = inserts.row();
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
        inserts.add();
    }

    private void update(Settlement s) throws SQLException {
        write();
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
            throw new IllegalStateException("no outcome of " + s.id() + " to change from " + s.from());
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
}
