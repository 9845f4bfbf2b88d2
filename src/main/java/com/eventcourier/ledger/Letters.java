package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes what is kept of events that are not accepted, and closes dead letters that were corrected. */
final class Letters {

    private static final String OPEN = " and k.state = 'dead'";

    /** A letter that waits in a replay is as open as it was before. */
    private static final String OPEN_OR_WAITING = " and (k.state = 'dead' or k.state = 'replaying' and k.sending = 0)";

    /** A replay may make another payload of the record, and what dies again is handed on again. */
    private static final String MAPPED_AGAIN =
            ", account = excluded.account, event = coalesce(excluded.event, event), delivery_key = coalesce(excluded.delivery_key, delivery_key),"
                    + " payload_hash = coalesce(excluded.payload_hash, payload_hash),"
                    + " mapping = case when excluded.payload is null or excluded.payload is not distinct from payload"
                    + " then mapping else excluded.mapping end, payload = coalesce(excluded.payload, payload),"
                    + " handed_on_at = case when state = 'replaying' then null else handed_on_at end";

    private final Book book;
    private final KeyFilter deadKeys;
    private final PreparedStatement keep;

    Letters(Book book, KeyFilter deadKeys) throws SQLException {
        this.book = book;
        this.deadKeys = deadKeys;
        keep = book.statement(
                "insert into kept (arrival, position, sub, account, feed, event, state, code, cause, faults,"
                        + " raw, payload, delivery_key, payload_hash, answer, http_status, attempts, history, mapping, first_at,"
                        + " last_at, due_at, failures, failing_millis, lane)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (select lane from arrival where id = ?))"
                        + " on conflict (arrival, position, sub) do update set state = excluded.state, code = excluded.code,"
                        + " cause = excluded.cause, faults = excluded.faults, answer = coalesce(excluded.answer, answer),"
                        + " http_status = coalesce(excluded.http_status, http_status), attempts = excluded.attempts,"
                        + " history = excluded.history, last_at = excluded.last_at, due_at = excluded.due_at,"
                        + " failures = excluded.failures, failing_millis = excluded.failing_millis, sending = 0"
                        + MAPPED_AGAIN);
    }

    void keep(Settlement s) throws SQLException {
        Settlement.Kept kept = s.kept();
        keep.setLong(1, s.id().arrival());
        keep.setLong(2, s.id().position());
        keep.setInt(3, s.id().sub());
        keep.setString(4, kept.account());
        keep.setString(5, kept.feed());
        keep.setString(6, kept.event());
        keep.setString(7, s.state().column());
        keep.setString(8, s.code());
        keep.setString(9, kept.cause());
        keep.setString(10, kept.faults());
        keep.setBytes(11, kept.raw());
        keep.setBytes(12, kept.payload());
        keep.setBytes(13, s.key());
        keep.setBytes(14, s.payloadHash());
        keep.setString(15, kept.answer());
        keep.setObject(16, kept.httpStatus());
        keep.setInt(17, s.attempts());
        keep.setString(18, kept.history());
        keep.setString(19, kept.mapping());
        keep.setLong(20, book.now());
        keep.setLong(21, book.now());
        keep.setObject(22, kept.due() == null ? null : kept.due().toEpochMilli());
        keep.setInt(23, kept.failures());
        keep.setLong(24, kept.failingMillis());
        keep.setLong(25, s.id().arrival());
        keep.executeUpdate();
        if (s.state() == State.DEAD && s.key() != null) {
            deadKeys.add(KeyHash.of(s.key()));
        }
    }

    /** Its attempts are kept: a trace shows them. */
    void forget(RecordId id) throws SQLException {
        book.update(
                "insert into past_attempts (arrival, position, sub, history) select arrival, position, sub, history"
                        + " from kept where arrival = ? and position = ? and sub = ? and history <> ''"
                        + " on conflict (arrival, position, sub) do update set history = excluded.history",
                id.arrival(),
                id.position(),
                id.sub());
        book.update(
                "delete from kept where arrival = ? and position = ? and sub = ?",
                id.arrival(),
                id.position(),
                id.sub());
    }

    /** What was tried right before it was accepted comes after all that was known of it. */
    void add(RecordId id, String tried) throws SQLException {
        book.update(
                "insert into past_attempts (arrival, position, sub, history) values (?, ?, ?, ?)"
                        + " on conflict (arrival, position, sub) do update"
                        + " set history = past_attempts.history || excluded.history",
                id.arrival(),
                id.position(),
                id.sub(),
                tried);
    }

    /** Closes the dead letters of the record that a corrected one names, if it is of this feed and they are open. */
    void supersede(LetterId letter, Settlement by) throws SQLException {
        close(
                "select k.id, k.arrival, k.position, k.sub, k.code, k.state from kept k join arrival a on a.id = k.arrival"
                        + " join arrival mine on mine.id = ? join kept named on named.id = ?"
                        + " where k.arrival = named.arrival and k.position = named.position"
                        + " and k.feed = mine.feed and lower(substr(hex(a.hash), 1, 8)) = ?" + OPEN_OR_WAITING,
                by.id().arrival(),
                letter.id(),
                letter.content());
    }

    /**
     * Closes the dead letters that had the delivery key of an event that is now accepted; not those of rows that come
     * after it in its own file, which was slow to be answered and mends nothing.
     */
    void supersedeByKey(Settlement accepted) throws SQLException {
        if (deadKeys.mayContain(KeyHash.of(accepted.key()))) {
            close(
                    "select k.id, k.arrival, k.position, k.sub, k.code, k.state from kept k where k.delivery_key = ?"
                            + " and (k.arrival <> ? or k.position <= ?)" + OPEN,
                    accepted.key(),
                    accepted.id().arrival(),
                    accepted.id().position());
        }
    }

    private void close(String which, Object... values) throws SQLException {
        PreparedStatement select = book.statement(which);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                select.setBytes(i + 1, bytes);
            } else {
                select.setObject(i + 1, values[i]);
            }
        }
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                RecordId id = new RecordId(rows.getLong(2), rows.getLong(3), rows.getInt(4));
                if (State.of(rows.getString(6)) == State.REPLAYING) {
                    Replays.leave(book, id, rows.getString(5));
                }
                close(rows.getLong(1), id, rows.getString(5), State.SUPERSEDED);
            }
        }
    }

    /** A parked event becomes a dead letter. */
    void takeOut(long letter, RecordId id) throws SQLException {
        book.update("update kept set state = 'dead', code = ? where id = ?", Parked.CODE, letter);
        mark(id, State.DEAD);
        book.tallies().count(id.arrival(), State.AMBIGUOUS.column(), "", -1);
        book.tallies().count(id.arrival(), State.DEAD.column(), Parked.CODE, 1);
    }

    /** It needs nobody any more; it stays counted as dead. */
    void close(long letter, RecordId id, String code, State as) throws SQLException {
        book.update("update kept set state = ?, last_at = ? where id = ?", as.column(), book.now(), letter);
        mark(id, as);
        book.tallies().count(id.arrival(), as.column(), code, 1);
    }

    private void mark(RecordId id, State as) throws SQLException {
        book.update(
                "update record set state = ?, at = ? where arrival = ? and position = ? and sub = ?",
                as.column(),
                book.now(),
                id.arrival(),
                id.position(),
                id.sub());
    }
}
