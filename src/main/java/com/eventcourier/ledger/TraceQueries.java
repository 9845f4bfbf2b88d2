package com.eventcourier.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds events by what people know of them. */
public final class TraceQueries {

    private static final String FACTS =
            "select a.feed, coalesce(k.account, a.account), a.name, a.hash, k.event, r.state, r.at, r.attempts, r.receipt,"
                    + " r.delivery_key, coalesce(k.mapping, a.mapping), k.id, k.code, k.cause, k.faults, k.answer,"
                    + " coalesce(k.history, p.history) from record r join arrival a on a.id = r.arrival"
                    + " left join kept k on k.arrival = r.arrival and k.position = r.position and k.sub = r.sub"
                    + " left join past_attempts p on p.arrival = r.arrival and p.position = r.position and p.sub = r.sub"
                    + " where r.arrival = ? and r.position = ? and r.sub = ?";

    private final LedgerQueries ledger;

    public TraceQueries(LedgerQueries ledger) {
        this.ledger = ledger;
    }

    /** The events that a record became. */
    public List<RecordId> ofRecord(long arrival, long position) {
        return ids(
                "select arrival, position, sub from record where arrival = ? and position = ? order by sub",
                arrival,
                position);
    }

    public List<RecordId> ofLetter(LetterId letter) {
        return ids(
                "select k.arrival, k.position, k.sub from kept k join arrival a on a.id = k.arrival"
                        + " where k.id = ? and lower(substr(hex(a.hash), 1, 8)) = ?",
                letter.id(),
                letter.content());
    }

    /** Looks at every outcome, which takes a second for a few million of them. */
    public List<RecordId> ofReceipt(String receipt) {
        return ids("select arrival, position, sub from record where receipt = ?", receipt);
    }

    /** Who owns a delivery key or owned it before, and which letters have it. */
    public List<RecordId> ofKey(byte[] key) {
        return ids(
                "select arrival, position, sub from new_key_owner where key = ? union"
                        + " select arrival, position, sub from key_owner where run in (select run from key_run) and key = ?"
                        + " union select arrival, position, sub from kept where delivery_key = ?",
                key,
                key,
                key);
    }

    /** Letters whose record or payload has one of these texts in it. */
    public void eachWithText(Collection<String> texts, Consumer<KeptRow> reader) {
        String has = "instr(cast(k.raw as text), ?) > 0 or instr(cast(k.payload as text), ?) > 0";
        ledger.each(
                KeptRow.SELECT + "where " + String.join(" or ", Collections.nCopies(texts.size(), has))
                        + " order by k.id",
                row -> reader.accept(KeptRow.read(row)),
                texts.stream().flatMap(text -> Stream.of(text, text)).toArray());
    }

    /** The arrivals of this content in a feed. */
    public List<Long> arrivals(String feed, byte[] hash) {
        List<Long> arrivals = new ArrayList<>();
        ledger.each(
                "select id from arrival where feed = ? and hash = ? order by id",
                row -> arrivals.add(row.getLong(1)),
                feed,
                hash);
        return arrivals;
    }

    /** What names each account in delivery keys: its name and how often its target was another one. */
    public List<String> accountEpochs() {
        List<String> epochs = new ArrayList<>();
        ledger.each("select name || '#' || epoch from account order by name", row -> epochs.add(row.getString(1)));
        return epochs;
    }

    /** What is known of these events. */
    public List<Traced> facts(List<RecordId> ids) {
        List<Traced> traced = new ArrayList<>();
        for (RecordId id : ids) {
            ledger.each(FACTS, row -> traced.add(read(row, id)), id.arrival(), id.position(), id.sub());
        }
        return traced;
    }

    private Traced read(ResultSet row, RecordId id) throws SQLException {
        byte[] hash = row.getBytes(4);
        return new Traced(
                id,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                HexFormat.of().formatHex(hash),
                row.getString(5),
                State.of(row.getString(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getInt(8),
                row.getString(9),
                row.getBytes(10),
                row.getString(11),
                row.getObject(12) == null ? null : LetterId.of(row.getLong(12), hash),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                mayRepeat(id),
                replays(id));
    }

    private List<String> mayRepeat(RecordId id) {
        Set<String> causes = new TreeSet<>();
        ledger.each(
                "select cause from possible_duplicate where arrival = ? and position = ? and sub = ?",
                row -> causes.add(row.getString(1)),
                id.arrival(),
                id.position(),
                id.sub());
        return List.copyOf(causes);
    }

    private List<Traced.Replayed> replays(RecordId id) {
        List<Traced.Replayed> replays = new ArrayList<>();
        ledger.each(
                "select replay, code, outcome, new_code, at from replayed where arrival = ? and position = ? and sub = ?"
                        + " order by replay",
                row -> replays.add(new Traced.Replayed(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5) == null ? null : Instant.ofEpochMilli(row.getLong(5)))),
                id.arrival(),
                id.position(),
                id.sub());
        return replays;
    }

    private List<RecordId> ids(String sql, Object... values) {
        Set<RecordId> ids = new LinkedHashSet<>();
        ledger.each(sql, row -> ids.add(new RecordId(row.getLong(1), row.getLong(2), row.getInt(3))), values);
        return List.copyOf(ids);
    }
}
