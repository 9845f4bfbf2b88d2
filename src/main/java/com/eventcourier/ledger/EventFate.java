package com.eventcourier.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one event of a record, so far.
 *
 * @param event its type; null when it is not kept any more
 * @param code of a dead letter, or of the last answer to one that is tried again; null when there is none
 * @param faults of a dead letter, as JSON; null when it is not kept
 * @param receipt the target's requestId; null when not accepted
 * @param at when it came into this state
 * @param due when it is sent, or sent again; null when it is not to be
 */
public record EventFate(
        int sub,
        State state,
        String event,
        String code,
        String cause,
        String faults,
        int attempts,
        String receipt,
        Instant at,
        Instant due) {

    /** The events of one record, in their order; none where the ledger does not know it, or not any more. */
    public static List<EventFate> of(LedgerQueries ledger, long arrival, long position) {
        List<EventFate> fates = new ArrayList<>();
        ledger.each(
                "select r.sub, r.state, k.event, k.code, k.cause, k.faults, r.attempts, r.receipt, r.at, k.due_at"
                        + " from record r left join kept k on k.arrival = r.arrival and k.position = r.position"
                        + " and k.sub = r.sub where r.arrival = ? and r.position = ? order by r.sub",
                row -> fates.add(new EventFate(
                        row.getInt(1),
                        State.of(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getString(8),
                        Instant.ofEpochMilli(row.getLong(9)),
                        row.getObject(10) == null ? null : Instant.ofEpochMilli(row.getLong(10)))),
                arrival,
                position);
        return fates;
    }

    /** Whether it may still change by itself. */
    public boolean isOpen() {
        return state == State.PENDING || state == State.RETRY || state == State.AMBIGUOUS || state == State.REPLAYING;
    }
}
