package com.eventcourier.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of one event of a record.
 *
 * @param sub which event of its record, the first being 0
 * @param code of a dead letter; else null or empty
 * @param cause why it is kept; null when it is not
 * @param faults of a dead letter, as JSON; null when it is not kept
 */
public record RecordOutcome(int sub, State state, String code, String cause, String faults) {

    /** The events of one record that have an outcome, in their order. */
    public static List<RecordOutcome> of(LedgerQueries ledger, long arrival, long position) {
        List<RecordOutcome> outcomes = new ArrayList<>();
        ledger.each(
                "select r.sub, r.state, k.code, k.cause, k.faults from record r left join kept k on k.arrival = r.arrival"
                        + " and k.position = r.position and k.sub = r.sub where r.arrival = ? and r.position = ?"
                        + " order by r.sub",
                row -> outcomes.add(new RecordOutcome(
                        row.getInt(1),
                        State.of(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))),
                arrival,
                position);
        return outcomes;
    }
}
