package com.eventcourier.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An event that is not accepted, with what was kept of it. {@code file} is the name of the source object; {@code subs},
 * how many events its record became; {@code replay}, the last run that took it, null when none did; {@code charset}, that
 * of the source where it was kept.
 */
public record KeptRow(
        LetterId letter,
        RecordId id,
        int subs,
        String account,
        String feed,
        String file,
        String event,
        State state,
        String code,
        String cause,
        String faults,
        byte[] raw,
        byte[] payload,
        byte[] key,
        byte[] payloadHash,
        String answer,
        Integer httpStatus,
        int attempts,
        String history,
        String mapping,
        long firstAt,
        long lastAt,
        Long dueAt,
        int failures,
        long failingMillis,
        Long replay,
        String charset) {

    static final String SELECT =
            "select k.id, a.hash, k.arrival, k.position, k.sub, r.subs, k.account, k.feed, a.name, k.event, k.state, k.code,"
                    + " k.cause, k.faults, k.raw, k.payload, k.delivery_key, k.payload_hash, k.answer, k.http_status,"
                    + " k.attempts, k.history, k.mapping, k.first_at, k.last_at, k.due_at, k.failures, k.failing_millis, k.replay,"
                    + " (select json_extract(s.shape, '$.charset') from arrival_shape s where s.arrival = k.arrival) from kept k"
                    + " join arrival a on a.id = k.arrival"
                    + " join record r on r.arrival = k.arrival and r.position = k.position and r.sub = k.sub ";

    /** How large it is in memory, about. */
    long bytes() {
        return (raw == null ? 0L : raw.length)
                + (payload == null ? 0L : payload.length)
                + (faults == null ? 0L : faults.length())
                + (history == null ? 0L : history.length());
    }

    /** The record for people to read; null where it was not kept. */
    public String record() {
        return raw == null ? null : RecordText.of(raw, charset);
    }

    static KeptRow read(ResultSet row) throws SQLException {
        return new KeptRow(
                LetterId.of(row.getLong(1), row.getBytes(2)),
                new RecordId(row.getLong(3), row.getLong(4), row.getInt(5)),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                State.of(row.getString(11)),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getBytes(15),
                row.getBytes(16),
                row.getBytes(17),
                row.getBytes(18),
                row.getString(19),
                (Integer) row.getObject(20),
                row.getInt(21),
                row.getString(22),
                row.getString(23),
                row.getLong(24),
                row.getLong(25),
                row.getObject(26) == null ? null : row.getLong(26),
                row.getInt(27),
                row.getLong(28),
                row.getObject(29) == null ? null : row.getLong(29),
                row.getString(30));
    }
}
