package com.eventcourier.ledger;

import java.util.Set;
import java.util.TreeSet;

/**
 * The counters of all arrivals, one arrival at a time, and what the rows say to them: requests and messages may be
 * millions of arrivals, so no list of them is made.
 */
final class Recount {

    /** Every outcome and every closed dead letter, counted again; a purged one is only counted. */
    private static final String COUNTED = "select r.arrival arrival,"
            + " case when r.state in ('superseded', 'discarded') then 'dead' else r.state end state,"
            + " case when r.state in ('dead', 'superseded', 'discarded') then coalesce(k.code, '') else '' end code,"
            + " count(*) n from record r left join kept k"
            + " on k.arrival = r.arrival and k.position = r.position and k.sub = r.sub group by 1, 2, 3"
            + " union all select r.arrival, r.state, k.code, count(*) from record r"
            + " join kept k on k.arrival = r.arrival and k.position = r.position and k.sub = r.sub"
            + " where r.state in ('superseded', 'discarded') group by r.arrival, r.state, k.code"
            + " union all select arrival, state, code, n from tally where state = 'purged'"
            + " union all select arrival, code, '', n from tally where state = 'purged' and code = 'added'"
            + " union all select arrival, 'added', '', count(*) from record where sub > 0 group by arrival";

    private final LedgerQueries ledger;

    /** Is shown one arrival after the other, with its counters. */
    interface Reader {
        void read(ArrivalRow arrival, Tally tally);
    }

    Recount(LedgerQueries ledger) {
        this.ledger = ledger;
    }

    void eachArrival(Reader reader) {
        Gathered gathered = new Gathered(reader);
        ledger.each(
                "select " + Arrivals.COLUMNS + ", t.state, t.code, t.n from arrival a"
                        + " left join tally t on t.arrival = a.id order by a.id",
                row -> {
                    gathered.arrival(Arrivals.read(row));
                    String state = row.getString(Arrivals.WIDTH + 1);
                    if (state != null) {
                        gathered.tally.add(state, row.getString(Arrivals.WIDTH + 2), row.getLong(Arrivals.WIDTH + 3));
                    }
                });
        gathered.arrival(null);
    }

    /** The arrivals whose counters are not what their rows come to. */
    Set<Long> differing() {
        Set<Long> arrivals = new TreeSet<>();
        ledger.each(
                "select arrival from (select arrival, state, code, n from tally union all select arrival, state, code, -n"
                        + " from (" + COUNTED + ")) group by arrival, state, code having sum(n) <> 0",
                row -> arrivals.add(row.getLong(1)));
        return arrivals;
    }

    /** What the rows of one arrival come to. */
    Tally counted(long arrival) {
        Tally.Builder tally = new Tally.Builder();
        ledger.each(
                "select state, code, n from (" + COUNTED + ") where arrival = ?",
                row -> tally.add(row.getString(1), row.getString(2), row.getLong(3)),
                arrival);
        return tally.build();
    }

    /** The rows of one arrival follow each other. */
    private static final class Gathered {
        private final Reader reader;
        private ArrivalRow current;
        private Tally.Builder tally;

        private Gathered(Reader reader) {
            this.reader = reader;
        }

        private void arrival(ArrivalRow next) {
            if (current != null && (next == null || next.id() != current.id())) {
                reader.read(current, tally.build());
            }
            if (next != null && (current == null || next.id() != current.id())) {
                tally = new Tally.Builder();
            }
            current = next;
        }
    }
}
