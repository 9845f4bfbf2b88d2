package com.eventcourier.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of an account that wait in the ledger to be sent.
 *
 * @param events how many
 * @param oldest since when the first of them waits
 */
public record Waiting(String account, long events, Instant oldest) {

    /** What waits at this moment, for each account that has something. */
    public static List<Waiting> of(LedgerQueries ledger) {
        List<Waiting> waiting = new ArrayList<>();
        ledger.each(
                "select account, count(*), min(first_at) from kept where state in ('retry', 'pending') group by account",
                row -> waiting.add(
                        new Waiting(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)))));
        return waiting;
    }
}
