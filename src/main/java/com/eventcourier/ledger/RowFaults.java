package com.eventcourier.ledger;

import java.util.function.Consumer;

/** What an audit looks for row by row. */
final class RowFaults {

    private RowFaults() {}

    /**
     * Rows that contradict each other: events of a record that are missing, states that differ, pending ones that nothing
     * would send, keys without owner.
     */
    static void tell(LedgerQueries ledger, Consumer<String> fault) {
        ledger.each(
                "select arrival, position, count(*), max(subs) from record group by arrival, position"
                        + " having count(*) <> max(subs) and arrival in (select id from arrival where state <> 'reading')",
                row -> fault.accept("Arrival " + row.getLong(1) + " row " + row.getLong(2) + " has " + row.getLong(3)
                        + " of " + row.getLong(4) + " outcomes"));
        ledger.each(
                "select k.arrival, k.position, k.state, r.state from kept k left join record r on r.arrival = k.arrival"
                        + " and r.position = k.position and r.sub = k.sub where r.state is null or r.state <> k.state",
                row -> fault.accept("Arrival " + row.getLong(1) + " row " + row.getLong(2) + " is kept as "
                        + row.getString(3) + " but its outcome is " + row.getString(4)));
        ledger.each(
                "select r.arrival, r.position from record r join arrival a on a.id = r.arrival left join kept k"
                        + " on k.arrival = r.arrival and k.position = r.position and k.sub = r.sub"
                        + " where r.state = 'pending' and a.state <> 'reading' and k.payload is null",
                row -> fault.accept("Arrival " + row.getLong(1) + " row " + row.getLong(2)
                        + " is pending but its payload is not kept"));
        ledger.each(
                "select r.arrival, r.position from record r where r.state = 'accepted' and (r.delivery_key is null"
                        + " or r.delivery_key not in (select key from key_owner union all select key from new_key_owner))",
                row -> fault.accept("Arrival " + row.getLong(1) + " row " + row.getLong(2)
                        + " is accepted but its delivery key is unknown"));
    }
}
