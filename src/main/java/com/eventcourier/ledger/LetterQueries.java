package com.eventcourier.ledger;

import com.eventcourier.ledger.LetterFilter.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be asked of the letters: events that were not accepted, most of all the dead ones. */
public final class LetterQueries {

    private static final String LINE =
            "select kept.id, a.hash, kept.code, kept.feed, kept.event, a.name, kept.position, kept.sub, kept.state,"
                    + " kept.cause, kept.attempts, kept.first_at, kept.last_at, kept.replay from kept"
                    + " join arrival a on a.id = kept.arrival where ";

    private static final int MOST_COUNTS = 1000;

    private final LedgerQueries ledger;

    public LetterQueries(LedgerQueries ledger) {
        this.ledger = ledger;
    }

    /**
     * Open dead letters that are counted together; the times are when the first and the last of them died. The event is
     * empty where it has no name.
     */
    public record Count(String code, String feed, String event, long letters, Instant oldest, Instant newest) {}

    /**
     * The open dead letters by code, feed and event type, those of the same code together; with the parked events, whose
     * code is ambiguous. A sender may make up any number of event types: the largest thousand counts are given.
     */
    public List<Count> summary() {
        List<Count> counts = new ArrayList<>();
        ledger.each(
                "select * from (select code, feed, event, sum(n), min(oldest), max(newest) from ("
                        // an event without a name and one whose name is empty are listed together
                        + "select code, feed, coalesce(event, '') event, count(*) n, min(last_at) oldest,"
                        + " max(last_at) newest from kept where state = 'dead' group by code, feed, event union all"
                        + " select '" + Parked.CODE
                        + "', feed, coalesce(event, ''), count(*), min(last_at), max(last_at) from kept"
                        + " where state = 'ambiguous' group by feed, event)"
                        + " group by code, feed, event order by 4 desc limit " + MOST_COUNTS
                        + ") order by code, feed, event",
                row -> counts.add(new Count(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6)))));
        return counts;
    }

    /** A moment, by the clock and by the newest letter there was: a clock may be set back. */
    public record Moment(Instant time, long newest) {}

    public Moment now() {
        return new Moment(Instant.now(), ledger.one("select coalesce(max(id), 0) from kept"));
    }

    /** How many of the open dead letters died since then. */
    public long diedSince(Moment moment) {
        return ledger.one(
                "select count(*) from kept where state = 'dead' and (id > ? or last_at >= ?)",
                moment.newest(),
                moment.time().toEpochMilli());
    }

    /** A letter in a list. {@code replay} is the last run that took it, null when none did. */
    public record Line(
            LetterId id,
            String code,
            String feed,
            String event,
            String file,
            long row,
            int sub,
            State state,
            String cause,
            int attempts,
            Instant firstAt,
            Instant lastAt,
            Long replay) {}

    /**
     * The letters in a state, the newest first.
     *
     * @param before only those with a smaller number, for the next page; 0 for the first one
     */
    public List<Line> list(LetterFilter which, State state, long before, int most) {
        Condition condition = which.inState(state.column());
        List<Line> lines = new ArrayList<>();
        ledger.each(
                LINE + condition.sql() + " and kept.id < ? order by kept.id desc limit ?",
                row -> lines.add(new Line(
                        LetterId.of(row.getLong(1), row.getBytes(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getInt(8),
                        State.of(row.getString(9)),
                        row.getString(10),
                        row.getInt(11),
                        Instant.ofEpochMilli(row.getLong(12)),
                        Instant.ofEpochMilli(row.getLong(13)),
                        row.getObject(14) == null ? null : row.getLong(14))),
                condition.with(before == 0 ? Long.MAX_VALUE : before, most));
        return lines;
    }

    public long count(LetterFilter which, State state) {
        Condition condition = which.inState(state.column());
        return ledger.one("select count(*) from kept where " + condition.sql(), condition.with());
    }

    /** Whether any letter waits in a replay or is being sent again. */
    public boolean isReplaying() {
        return ledger.one("select exists (select 1 from kept where state = 'replaying')") > 0;
    }

    /** One letter with everything that is kept of it; empty when there is none of this name. */
    public Optional<KeptRow> find(LetterId letter) {
        List<KeptRow> found = new ArrayList<>();
        ledger.each(KeptRow.SELECT + "where k.id = ?", row -> found.add(KeptRow.read(row)), letter.id());
        return found.stream().filter(row -> row.letter().equals(letter)).findFirst();
    }

    /** The record that a letter of this feed is of, be it open or closed; empty when the feed has none of this name. */
    public Optional<NamedRecord> named(LetterId letter, String feed) {
        List<NamedRecord> found = new ArrayList<>();
        Map<Integer, byte[]> keys = new HashMap<>();
        ledger.each(
                "select a.hash, k.position, r.sub, r.delivery_key from kept k join arrival a on a.id = k.arrival"
                        + " left join record r on r.arrival = k.arrival and r.position = k.position"
                        + " and r.delivery_key is not null where k.id = ? and k.feed = ?",
                row -> {
                    if (LetterId.of(letter.id(), row.getBytes(1)).equals(letter)) {
                        found.add(new NamedRecord(row.getBytes(1), row.getLong(2), keys));
                        keys.put(row.getInt(3), row.getBytes(4));
                    }
                },
                letter.id(),
                feed);
        return found.stream().findFirst();
    }

    /** Every letter in a state, by arrival and in the order of its source. */
    public void each(LetterFilter which, State state, Consumer<KeptRow> reader) {
        Condition condition = which.inState(state.column());
        ledger.each(
                KeptRow.SELECT + "where k.id in (select kept.id from kept where " + condition.sql()
                        + ") order by k.arrival, k.position, k.sub",
                row -> reader.accept(KeptRow.read(row)),
                condition.with());
    }

    /** The form of an arrival's records as it was kept; null when it was not. */
    public String shape(long arrival) {
        String[] shape = {null};
        ledger.each("select shape from arrival_shape where arrival = ?", row -> shape[0] = row.getString(1), arrival);
        return shape[0];
    }

    /** Open dead letters of one feed that would be sent again together. */
    public record Replayable(String feed, long letters, long withoutPayload, String mappings) {}

    /** What of the selected could be replayed, by feed; with the versions of the mapping that made their payloads. */
    public List<Replayable> replayable(LetterFilter which) {
        Condition condition = which.inState(State.DEAD.column());
        List<Replayable> feeds = new ArrayList<>();
        ledger.each(
                "select feed, count(*), sum(payload is null), group_concat(distinct mapping) from kept where "
                        + condition.sql() + " group by feed order by feed",
                row -> feeds.add(new Replayable(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4))),
                condition.with());
        return feeds;
    }
}
