package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes one step of outdated outcomes of an arrival that is moved, in the writer's transaction. A record goes when all
 * its events are old enough, so that what is left of an arrival are whole records.
 */
final class Outdated {

    /** Few enough for outcomes never to wait long. */
    static final int ROWS = 500;

    /** What an arrival costs beside its rows, in rows. */
    private static final int ANY_ARRIVAL = 5;

    private record Row(RecordId id, State state, long at, byte[] key) {}

    private final Book book;
    private final Retention retention;
    private final Instant now;
    private final List<Row> gone = new ArrayList<>();
    private long due = PurgeStep.NEVER;
    private int looked;

    private Outdated(Book book, Retention retention, Instant now) {
        this.book = book;
        this.retention = retention;
        this.now = now;
    }

    /** As many of these steps, in their order, as are little work together; answers how far each of them is then. */
    static List<PurgeStep> remove(Book book, List<PurgeStep> steps, Retention retention, Instant now)
            throws SQLException {
        List<PurgeStep> done = new ArrayList<>();
        int work = 0;
        for (PurgeStep step : steps) {
            if (work >= ROWS) {
                break;
            }
            Outdated outdated = new Outdated(book, retention, now);
            done.add(outdated.remove(step));
            work += ANY_ARRIVAL + outdated.looked;
        }
        return done;
    }

    private PurgeStep remove(PurgeStep step) throws SQLException {
        List<Row> rows = rows("position > ?", step.arrival(), step.after());
        looked = rows.size();
        if (rows.isEmpty() && step.isFirst() && Gone.addUp(book, step.arrival())) {
            return step.next(step.after(), 0, PurgeStep.NEVER, true);
        }
        boolean last = rows.size() < ROWS;
        if (!last) {
            rows = wholeRecords(rows);
        }
        long reached =
                rows.isEmpty() ? step.after() : rows.get(rows.size() - 1).id().position();
        int first = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size()
                    || rows.get(i).id().position() != rows.get(first).id().position()) {
                judge(rows.subList(first, i));
                first = i;
            }
        }
        for (Row row : gone) {
            remove(row);
        }
        book.owners().disowned(step.arrival(), step.after(), reached);
        PurgeStep next = step.next(reached, gone.size(), due, last);
        if (last) {
            book.update(
                    "insert into retention (arrival, look_at, ages) values (?, ?, ?)"
                            + " on conflict (arrival) do update set look_at = excluded.look_at, ages = excluded.ages",
                    step.arrival(),
                    next.lookAt() == PurgeStep.NEVER ? lookAgain(step, rows.isEmpty()) : next.lookAt(),
                    retention.ages());
        }
        return next;
    }

    /** Of an arrival of which nothing is kept: once more when its counts are written, and then not, unless it was too new. */
    private long lookAgain(PurgeStep step, boolean empty) throws SQLException {
        if (!empty || !step.isFirst()) {
            return 0;
        }
        return Gone.isNewest(book, step.arrival()) ? PurgeStep.dueAfter(now, retention) : PurgeStep.NEVER;
    }

    /** The last record of a step may be cut: it is left to the next one, unless it is all there is. */
    private List<Row> wholeRecords(List<Row> rows) throws SQLException {
        RecordId cut = rows.get(rows.size() - 1).id();
        List<Row> whole = rows.stream()
                .filter(row -> row.id().position() != cut.position())
                .toList();
        return whole.isEmpty() ? rows("position = ?", cut.arrival(), cut.position()) : whole;
    }

    private List<Row> rows(String which, long arrival, long position) throws SQLException {
        PreparedStatement select = book.statement("select position, sub, state, at, delivery_key from record"
                + " where arrival = ? and " + which + " order by position, sub limit ?");
        select.setLong(1, arrival);
        select.setLong(2, position);
        select.setInt(3, which.endsWith("= ?") ? Integer.MAX_VALUE : ROWS);
        List<Row> rows = new ArrayList<>();
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(
                        new RecordId(arrival, found.getLong(1), found.getInt(2)),
                        State.of(found.getString(3)),
                        found.getLong(4),
                        found.getBytes(5)));
            }
        }
        return rows;
    }

    private void judge(List<Row> record) {
        long all = 0;
        for (Row event : record) {
            Duration age = retention.of(event.state());
            all = Math.max(all, age == null ? PurgeStep.dueAfter(now, retention) : event.at() + age.toMillis());
        }
        if (all <= now.toEpochMilli()) {
            gone.addAll(record);
        } else {
            due = Math.min(due, all);
        }
    }

    private void remove(Row row) throws SQLException {
        RecordId id = row.id();
        count(row);
        remove("record", id);
        remove("possible_duplicate", id);
        remove("replayed", id);
        remove("past_attempts", id);
        if (row.state() == State.SUPERSEDED || row.state() == State.DISCARDED) {
            remove("kept", id);
        }
        if (row.key() != null && row.state() != State.DUPLICATE) {
            book.owners().disown(row.key(), id);
        }
    }

    private void remove(String table, RecordId id) throws SQLException {
        book.update(
                "delete from " + table + " where arrival = ? and position = ? and sub = ?",
                id.arrival(),
                id.position(),
                id.sub());
    }

    /** Each event stays counted, now as purged. A closed dead letter was counted twice: as dead and as closed. */
    private void count(Row row) throws SQLException {
        long arrival = row.id().arrival();
        Tallies tallies = book.tallies();
        if (row.state() == State.SUPERSEDED || row.state() == State.DISCARDED) {
            String code = code(row.id());
            tallies.count(arrival, State.DEAD.column(), code, -1);
            tallies.count(arrival, row.state().column(), code, -1);
        } else {
            tallies.count(arrival, row.state().column(), "", -1);
        }
        tallies.count(arrival, State.PURGED.column(), row.id().sub() == 0 ? "" : Tallies.ADDED, 1);
    }

    private String code(RecordId id) throws SQLException {
        PreparedStatement select =
                book.statement("select code from kept where arrival = ? and position = ? and sub = ?");
        select.setLong(1, id.arrival());
        select.setLong(2, id.position());
        select.setInt(3, id.sub());
        try (ResultSet letter = select.executeQuery()) {
            return letter.next() ? letter.getString(1) : "";
        }
    }
}
