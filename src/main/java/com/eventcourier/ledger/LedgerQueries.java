package com.eventcourier.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What can be read from a ledger, also from another process while the courier runs. */
public final class LedgerQueries implements AutoCloseable {

    private static final long ROOM_FOR_DEAD = 500_000;

    private final DataSource source;
    private final Connection snapshot;

    LedgerQueries(DataSource source) {
        this.source = source;
        this.snapshot = null;
    }

    /** @param snapshot a connection in a read transaction: everything it reads is of one moment */
    private LedgerQueries(Connection snapshot) {
        this.source = null;
        this.snapshot = snapshot;
    }

    /**
     * Opens a ledger for reading only. All that is read is of one moment, whatever is written meanwhile.
     *
     * @throws LedgerFault when there is none
     */
    public static LedgerQueries of(Path file) {
        return new LedgerQueries(LedgerFile.existing(file).snapshot());
    }

    /** Gives back what {@link #of} opened. */
    @Override
    public void close() {
        try {
            if (snapshot != null) {
                snapshot.close();
            }
        } catch (SQLException e) {
            throw new LedgerFault("The ledger did not close cleanly: " + e.getMessage(), e);
        }
    }

    /** The state of a record that is read again: what waits in the ledger with its payload is sent from there. */
    static final String STATE_NOW = "case when state = 'pending' and exists (select 1 from kept k where"
            + " k.arrival = record.arrival and k.position = record.position and k.sub = record.sub)"
            + " then 'retry' else state end";

    /** Where an arrival that was not read to its end goes on. What waits in the ledger itself is not read again. */
    public Resume resume(ArrivalRow arrival) {
        Resume resume = new Resume(arrival.settledTo());
        each(
                "select position, sub, subs, " + STATE_NOW + " from record where arrival = ? and position > ?",
                row -> resume.add(row.getLong(1), row.getInt(2), row.getInt(3), State.of(row.getString(4))),
                arrival.id(),
                arrival.settledTo());
        return resume;
    }

    public Optional<ArrivalRow> arrival(long id) {
        return arrivals("where a.id = ?", id).stream().findFirst();
    }

    /** Arrivals whose file is not gone yet, oldest first. */
    public List<ArrivalRow> openFiles() {
        return arrivals("where a.state <> 'moved' and a.kind = 'file' order by a.id");
    }

    /** Those of one name in a feed. */
    public List<ArrivalRow> openFiles(String feed, String name) {
        return arrivals("where a.state <> 'moved' and a.kind = 'file' and a.feed = ? and a.name = ?", feed, name);
    }

    /** The newest arrivals of files, newest first. */
    public List<ArrivalRow> latestFiles(int most) {
        return arrivals("where a.kind = 'file' order by a.id desc limit ?", most);
    }

    List<ArrivalRow> arrivals(String where, Object... values) {
        List<ArrivalRow> arrivals = new ArrayList<>();
        each(
                "select " + Arrivals.COLUMNS + " from arrival a " + where,
                row -> arrivals.add(Arrivals.read(row)),
                values);
        return arrivals;
    }

    public Tally tally(long arrival) {
        return tally("where arrival = ?", arrival);
    }

    public Tally total() {
        return tally("");
    }

    private Tally tally(String where, Object... values) {
        Tally.Builder builder = new Tally.Builder();
        each(
                "select state, code, sum(n) from tally " + where + " group by state, code",
                row -> builder.add(row.getString(1), row.getString(2), row.getLong(3)),
                values);
        return builder.build();
    }

    public long possibleDuplicates(long arrival) {
        return one("select count(*) from possible_duplicate where arrival = ?", arrival);
    }

    public long possibleDuplicates() {
        return one("select count(*) from possible_duplicate");
    }

    /** Every event that the target may have seen more than once. */
    public void eachPossibleDuplicate(Consumer<PossibleDuplicate> reader) {
        each(
                "select d.arrival, d.position, d.sub, a.feed, a.name, d.cause, d.at from possible_duplicate d"
                        + " join arrival a on a.id = d.arrival order by d.arrival, d.position, d.sub",
                row -> reader.accept(new PossibleDuplicate(
                        new RecordId(row.getLong(1), row.getLong(2), row.getInt(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7)))));
    }

    /** An event that the target may have seen more than once, and why. */
    public record PossibleDuplicate(RecordId id, String feed, String file, String cause, Instant at) {}

    /** The dead letters that go into one rejected file of an arrival, in the order of the source. */
    public void eachRejected(long arrival, int number, Consumer<KeptRow> reader) {
        each(
                KeptRow.SELECT + "where k.arrival = ? and k.reported_in = ? order by k.position, k.sub",
                row -> reader.accept(KeptRow.read(row)),
                arrival,
                number);
    }

    /** The numbers of the rejected files of an arrival, in order. */
    public List<Integer> rejectedFiles(long arrival) {
        List<Integer> numbers = new ArrayList<>();
        each(
                "select distinct reported_in from kept where arrival = ? and reported_in is not null order by 1",
                row -> numbers.add(row.getInt(1)),
                arrival);
        return numbers;
    }

    /** How many events of an account are sent from the ledger when their time comes. */
    public long waiting(String account) {
        return one("select count(*) from kept where account = ? and " + Retries.WAITING, account);
    }

    /** Dead letters that were not handed on to their route yet, oldest first, without those of some codes. */
    public List<KeptRow> toHandOn(int most, Collection<String> otherThan) {
        List<Object> values = new ArrayList<>(otherThan);
        values.add(most);
        Handful letters = new Handful(most);
        ask(
                KeptRow.SELECT + "where k.state = 'dead' and k.handed_on_at is null and k.code not in ("
                        + String.join(", ", Collections.nCopies(otherThan.size(), "?")) + ") order by k.id limit ?",
                letters::read,
                values.toArray());
        return letters.rows();
    }

    /** Arrivals that were reported while events of them were in retry, and have none now: their report is due again. */
    public List<ArrivalRow> settledSinceReport() {
        return arrivals("where a.reported_at is not null and a.final = 0 and not exists"
                + " (select 1 from tally t where t.arrival = a.id and t.state in ('retry', 'ambiguous', 'replaying',"
                + " 'pending') and t.n > 0)");
    }

    /** Arrivals that are moved and may have outcomes that were kept long enough. */
    List<Long> arrivalsToPurge(Retention retention, Instant now, int most) {
        List<Long> arrivals = new ArrayList<>();
        each(
                "select a.id from arrival a left join retention r on r.arrival = a.id where a.state = 'moved'"
                        + " and a.moved_at <= ? and (r.arrival is null or r.look_at <= ? or r.ages <> ?)"
                        + " order by a.id limit ?",
                row -> arrivals.add(row.getLong(1)),
                now.minus(retention.shortest()).toEpochMilli(),
                now.toEpochMilli(),
                retention.ages(),
                most);
        return arrivals;
    }

    /** The keys of the open dead letters, which an accepted event closes; with room for more. */
    KeyFilter deadKeys() {
        KeyFilter filter =
                new KeyFilter(ROOM_FOR_DEAD + one("select count(*) from kept where state in ('dead', 'replaying')"));
        each(
                "select delivery_key from kept where state in ('dead', 'replaying') and delivery_key is not null",
                row -> filter.add(KeyHash.of(row.getBytes(1))));
        return filter;
    }

    /** How many dead letters of these feeds wait in a replay or are being sent again. */
    public long replaying(Collection<String> feeds) {
        String marks = String.join(", ", Collections.nCopies(feeds.size(), "?"));
        return one("select count(*) from kept where state = 'replaying' and feed in (" + marks + ")", feeds.toArray());
    }

    /**
     * How many events of these feeds are due to be sent from the ledger before a time; without those whose key a parked one
     * has, for these wait as long as that waits for a person.
     */
    public long dueBefore(Instant time, Collection<String> feeds) {
        List<Object> values = new ArrayList<>(List.of(time.toEpochMilli()));
        values.addAll(feeds);
        return one(
                "select count(*) from kept where " + Retries.WAITING + " and due_at <= ? and feed in ("
                        + String.join(", ", Collections.nCopies(feeds.size(), "?")) + ")"
                        + " and not (coalesce(cause, '') = 'key-busy' and exists (select 1 from kept parked"
                        + " where parked.delivery_key = kept.delivery_key and parked.state = 'ambiguous'))",
                values.toArray());
    }

    /** When the next retry of an account is due; empty when there is none. */
    public Optional<Instant> nextDue() {
        long due = one("select coalesce(min(due_at), 0) from kept where " + Retries.WAITING + " and state = 'retry'");
        return due == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
    }

    /** Small facts that the running courier leaves for others, with their time. */
    public Map<String, Note> notes() {
        Map<String, Note> notes = new TreeMap<>();
        each(
                "select name, value, at from heartbeat",
                row -> notes.put(row.getString(1), new Note(row.getString(2), Instant.ofEpochMilli(row.getLong(3)))));
        return notes;
    }

    /** A fact and when it was left. */
    public record Note(String value, Instant at) {}

    long one(String sql, Object... values) {
        long[] answer = {0};
        each(sql, row -> answer[0] = row.getLong(1), values);
        return answer[0];
    }

    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Reads rows one at a time, so that any number of them costs no memory. */
    void each(String sql, Row reader, Object... values) {
        ask(
                sql,
                rows -> {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                },
                values);
    }

    /** @param reader is given all rows at once and reads on as far as it wants */
    private void ask(String sql, Row reader, Object... values) {
        try {
            if (snapshot != null) {
                read(snapshot, sql, reader, values);
                return;
            }
            try (Connection connection = source.getConnection()) {
                read(connection, sql, reader, values);
            }
        } catch (SQLException e) {
            throw new LedgerFault("The ledger could not be read: " + e.getMessage(), e);
        }
    }

    private static void read(Connection connection, String sql, Row reader, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                reader.read(rows);
            }
        }
    }
}
