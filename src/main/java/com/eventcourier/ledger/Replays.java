package com.eventcourier.ledger;

import com.eventcourier.ledger.LetterFilter.Condition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes of a replay. A letter belongs to one run at most, from the transaction that begins it. */
final class Replays {

    /** The letters of a run that wait for their turn. */
    private static final String WAITING =
            "select arrival, position, sub from kept where replay = ? and state = 'replaying'" + " and sending = 0";

    private static final String OF_REPLAYED =
            " where p.replay = ? and %1$s.arrival = p.arrival" + " and %1$s.position = p.position and %1$s.sub = p.sub";

    /** What a letter was before a replay took it: its code tells. */
    private static final String BEFORE = "case %s when '" + Parked.CODE + "' then 'ambiguous' else 'dead' end";

    private Replays() {}

    /**
     * Takes the open dead letters of these feeds for a new run.
     *
     * @param accountOf where the events of each feed go now
     */
    static ReplayClaim begin(
            Book book, LetterFilter which, Map<String, String> accountOf, boolean stored, DeskAction by)
            throws SQLException {
        Map<Long, Long> held = held(book, which);
        long run = book.number("select coalesce(max(id), 0) + 1 from replay");
        Parked.takeOut(book, which, accountOf.keySet(), stored);
        Condition condition = which.inState(State.DEAD.column());
        int taken = book.update(
                "update kept set state = 'replaying', replay = ?, due_at = null, sending = 0 where " + condition.sql()
                        + " and kept.feed in (" + marks(accountOf.size()) + ")"
                        + (stored ? " and kept.payload is not null" : ""),
                joined(List.of(run), condition.values(), accountOf.keySet()));
        if (taken == 0) {
            DeskActions.note(book, by, "nothing to replay");
            return new ReplayClaim(0, 0, held);
        }
        book.update(
                "insert into replay (id, who, why, selection, stored, state, letters, begun_at)"
                        + " values (?, ?, ?, ?, ?, 'running', ?, ?)",
                run,
                by.who(),
                by.why(),
                which.words(),
                stored ? 1 : 0,
                taken,
                book.now());
        book.update(
                "insert into replayed (arrival, position, sub, replay, letter, code)"
                        + " select arrival, position, sub, ?, id, code from kept where replay = ? and state = 'replaying'",
                run,
                run);
        book.update(
                "update record set state = 'replaying', at = ? from replayed p" + OF_REPLAYED.formatted("record"),
                book.now(),
                run);
        for (Map.Entry<String, String> feed : accountOf.entrySet()) {
            book.update(
                    "update kept set account = ? where replay = ? and feed = ? and account <> ? and state = 'replaying'",
                    feed.getValue(),
                    run,
                    feed.getKey(),
                    feed.getValue());
        }
        count(book, run, "replay = ?", State.DEAD, State.REPLAYING);
        // the report of each arrival is due again when the last of its letters is settled
        book.update(
                "update arrival set final = 0 where kind = 'file' and reported_at is not null"
                        + " and id in (select arrival from replayed where replay = ?)",
                run);
        DeskActions.note(book, by, "replay " + run + " took " + taken + " dead letters");
        return new ReplayClaim(run, taken, held);
    }

    /** Which runs have the selected letters already, and how many of them. */
    private static Map<Long, Long> held(Book book, LetterFilter which) throws SQLException {
        Condition condition = which.inState(State.REPLAYING.column());
        Map<Long, Long> held = new LinkedHashMap<>();
        try (ResultSet rows = book.query(
                "select replay, count(*) from kept where " + condition.sql() + " group by replay", condition.with())) {
            while (rows.next()) {
                held.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return held;
    }

    /** Moves the counts of a run's letters from one state to another, as the letters stand in it. */
    private static void count(Book book, long run, String which, State from, State to) throws SQLException {
        try (ResultSet rows = book.query(
                "select arrival, code, count(*) from replayed where " + which + " group by arrival, code", run)) {
            while (rows.next()) {
                move(book, rows.getLong(1), rows.getString(2), from, -rows.getInt(3));
                move(book, rows.getLong(1), rows.getString(2), to, rows.getInt(3));
            }
        }
    }

    private static void move(Book book, long arrival, String code, State state, int by) {
        book.tallies().count(arrival, state.column(), state == State.DEAD ? code : "", by);
    }

    /** The next letters of these feeds, one feed after the other: so the index has each feed's in their order. */
    static List<KeptRow> take(Book book, Collection<String> feeds, int most) throws SQLException {
        Handful taken = new Handful(most);
        for (String feed : feeds) {
            try (ResultSet rows = book.query(
                    KeptRow.SELECT + "where k.state = 'replaying' and k.sending = 0 and k.feed = ?"
                            + " order by k.id limit ?",
                    feed,
                    taken.room())) {
                taken.read(rows);
            }
        }
        return Retries.sending(book, taken);
    }

    /** A letter that was taken is not sent after all. If its run was stopped it is what it was before, else it waits again. */
    static Void giveBack(Book book, KeptRow row) throws SQLException {
        book.update("update kept set sending = 0 where id = ?", row.letter().id());
        if (book.number("select count(*) from replay where state = 'running' and id = " + row.replay()) == 0) {
            release(book, row.replay());
        }
        return null;
    }

    /**
     * No more letters of the run are sent; those that wait are dead as before. Returns how many, or -1 if it is over. Those
     * that were taken and are given back come on top.
     */
    static Long stop(Book book, long run, DeskAction by) throws SQLException {
        if (book.number("select count(*) from replay where state = 'running' and id = " + run) == 0) {
            return -1L;
        }
        book.update("update replay set state = 'stopped', ended_at = ? where id = ?", book.now(), run);
        long unsent = release(book, run);
        // what was taken is sent, or given back later
        DeskActions.note(book, by, "at least " + unsent + " dead letters of replay " + run + " were not sent");
        return unsent;
    }

    private static long release(Book book, long run) throws SQLException {
        int unsent = book.update(
                "update replayed set outcome = 'releasing', at = ? where replay = ? and outcome is null"
                        + " and (arrival, position, sub) in (" + WAITING + ")",
                book.now(),
                run,
                run);
        released(book, run);
        return unsent;
    }

    /** A letter that was taken cannot be made an event: it leaves its run, and is what it was before. */
    static Void release(Book book, KeptRow row) throws SQLException {
        book.update(
                "update replayed set outcome = 'releasing', at = ? where replay = ? and outcome is null"
                        + " and arrival = ? and position = ? and sub = ?",
                book.now(),
                row.replay(),
                row.id().arrival(),
                row.id().position(),
                row.id().sub());
        released(book, row.replay());
        return null;
    }

    private static void released(Book book, long run) throws SQLException {
        book.update(
                "update record set state = " + BEFORE.formatted("p.code") + ", at = ? from replayed p"
                        + OF_REPLAYED.formatted("record") + " and p.outcome = 'releasing'",
                book.now(),
                run);
        String released = "replay = ? and outcome = 'releasing' and code ";
        count(book, run, released + "<> '" + Parked.CODE + "'", State.REPLAYING, State.DEAD);
        count(book, run, released + "= '" + Parked.CODE + "'", State.REPLAYING, State.AMBIGUOUS);
        book.update(
                "update kept set state = " + BEFORE.formatted("kept.code") + ", sending = 0 from replayed p"
                        + OF_REPLAYED.formatted("kept") + " and p.outcome = 'releasing' and kept.state = 'replaying'",
                run);
        book.update(
                "update replayed set outcome = ? where replay = ? and outcome = 'releasing'", ReplayRun.UNSENT, run);
    }

    /** A letter that waits in a run leaves it, and is dead as before. */
    static void leave(Book book, RecordId id, String code) throws SQLException {
        book.update(
                "update replayed set outcome = ?, at = ? where arrival = ? and position = ? and sub = ? and outcome is null",
                ReplayRun.UNSENT,
                book.now(),
                id.arrival(),
                id.position(),
                id.sub());
        move(book, id.arrival(), code, State.REPLAYING, -1);
        move(book, id.arrival(), code, State.DEAD, 1);
    }

    /** Runs whose last letter has its outcome are done. Returns how many are not. */
    static Long end(Book book) throws SQLException {
        book.update(
                "update replay set state = 'done', ended_at = ? where state = 'running' and not exists"
                        + " (select 1 from replayed p where p.replay = replay.id and p.outcome is null)",
                book.now());
        return book.number("select count(*) from replay where state = 'running'");
    }

    /**
     * A record that was one letter becomes several events in the mapping as it is now: the further ones are letters of the
     * same run, so that none is forgotten whenever the process ends.
     */
    static Void split(Book book, KeptRow row, int events) throws SQLException {
        RecordId id = row.id();
        book.update(
                "update record set subs = ? where arrival = ? and position = ?", events, id.arrival(), id.position());
        for (int sub = 1; sub < events; sub++) {
            if (isThere(book, id, sub)) {
                continue;
            }
            book.update(
                    "insert into record (arrival, position, sub, subs, state, at, attempts)"
                            + " values (?, ?, ?, ?, 'replaying', ?, 0)",
                    id.arrival(),
                    id.position(),
                    sub,
                    events,
                    book.now());
            book.update(
                    "insert into kept (arrival, position, sub, account, feed, state, code, cause, faults, raw, attempts,"
                            + " history, mapping, first_at, last_at, replay, reported_in) select arrival, position, ?, account,"
                            + " feed, 'replaying', code, cause, faults, raw, 0, '', mapping, ?, ?, replay, reported_in"
                            + " from kept where id = ?",
                    sub,
                    book.now(),
                    book.now(),
                    row.letter().id());
            book.update(
                    "insert into replayed (arrival, position, sub, replay, letter, code)"
                            + " select arrival, position, sub, replay, id, code from kept"
                            + " where arrival = ? and position = ? and sub = ?",
                    id.arrival(),
                    id.position(),
                    sub);
            book.tallies().count(id.arrival(), Tallies.ADDED, "", 1);
            book.tallies().count(id.arrival(), State.REPLAYING.column(), "", 1);
        }
        book.update(
                "update replay set letters = (select count(*) from replayed p where p.replay = replay.id) where id = ?",
                row.replay());
        return null;
    }

    /** An earlier replay made it of the same record. */
    private static boolean isThere(Book book, RecordId id, int sub) throws SQLException {
        String sql = "select count(*) from record where arrival = ? and position = ? and sub = ?";
        return book.number(sql, id.arrival(), id.position(), sub) > 0;
    }

    private static String marks(int number) {
        return String.join(", ", Collections.nCopies(number, "?"));
    }

    private static Object[] joined(Collection<?>... values) {
        List<Object> all = new ArrayList<>();
        for (Collection<?> some : values) {
            all.addAll(some);
        }
        return all.toArray();
    }
}
