package com.eventcourier.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of dead letters that are sent again.
 *
 * @param selection which letters were meant, in words
 * @param stored whether the stored payload is sent; else the record goes through the mapping again
 * @param state running, stopped or done
 * @param letters how many it took
 * @param endedAt null while it runs
 * @param outcomes what came of them so far; those without an outcome are {@code replaying}, and {@code dead} are dead
 *     again
 */
public record ReplayRun(
        long id,
        String who,
        String why,
        String selection,
        boolean stored,
        String state,
        long letters,
        Instant begunAt,
        Instant endedAt,
        Map<State, Long> outcomes) {

    public static final String RUNNING = "running";
    public static final String STOPPED = "stopped";
    public static final String DONE = "done";

    /** The outcome of a letter that a stop gave back unsent. */
    static final String UNSENT = "unsent";

    /** The newest first. */
    public static List<ReplayRun> newest(LedgerQueries ledger, int most) {
        return runs(ledger, "order by id desc limit ?", most);
    }

    public static Optional<ReplayRun> find(LedgerQueries ledger, long id) {
        return runs(ledger, "where id = ?", id).stream().findFirst();
    }

    /** The runs that have not come to their end, and whether each sends the stored payload. */
    public static Map<Long, Boolean> running(LedgerQueries ledger) {
        Map<Long, Boolean> running = new HashMap<>();
        ledger.each(
                "select id, stored from replay where state = 'running'",
                row -> running.put(row.getLong(1), row.getInt(2) == 1));
        return running;
    }

    private static List<ReplayRun> runs(LedgerQueries ledger, String which, Object... values) {
        List<ReplayRun> runs = new ArrayList<>();
        ledger.each(
                "select id, who, why, selection, stored, state, letters, begun_at, ended_at from replay " + which,
                row -> runs.add(new ReplayRun(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5) == 1,
                        row.getString(6),
                        row.getLong(7),
                        Instant.ofEpochMilli(row.getLong(8)),
                        row.getObject(9) == null ? null : Instant.ofEpochMilli(row.getLong(9)),
                        new EnumMap<>(State.class))),
                values);
        runs.forEach(run -> run.count(ledger));
        return runs;
    }

    private void count(LedgerQueries ledger) {
        ledger.each(
                "select coalesce(outcome, 'replaying'), count(*) from replayed where replay = ? group by outcome",
                row -> {
                    if (!UNSENT.equals(row.getString(1))) {
                        outcomes.put(State.of(row.getString(1)), row.getLong(2));
                    }
                },
                id);
    }

    public long of(State outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many a stop gave back unsent. */
    public long unsent() {
        return letters - outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
