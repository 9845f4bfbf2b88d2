package com.eventcourier.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The conservation of records: whatever was read has exactly one outcome.
 *
 * @param read events read: records counted by the readers, and the further events that mappings made of them
 * @param purged events that were settled so long ago that the ledger only counts them
 * @param dead dead letters by code, open and closed
 * @param deadOpen dead letters that still need a person
 * @param possibleDuplicates events that the target may have seen more than once
 * @param deep whether every outcome was counted again
 * @param balanced whether all of it adds up
 * @param faults what does not add up, a sentence each
 */
public record Audit(
        long arrivals,
        @JsonProperty("open_arrivals") long openArrivals,
        long read,
        long accepted,
        long duplicate,
        long filtered,
        long retry,
        long pending,
        long replaying,
        long ambiguous,
        long purged,
        Map<String, Long> dead,
        @JsonProperty("dead_open") long deadOpen,
        @JsonProperty("possible_duplicates") long possibleDuplicates,
        boolean deep,
        boolean balanced,
        List<String> faults) {

    /** Adds up a ledger; deep counts every outcome again instead of trusting the counters. */
    public static Audit of(LedgerQueries ledger, boolean deep) {
        List<String> faults = new ArrayList<>();
        Recount recount = new Recount(ledger);
        Set<Long> differing = deep ? recount.differing() : Set.of();
        Sums sums = new Sums();
        recount.eachArrival((arrival, tally) -> {
            sums.add(arrival, tally);
            check(arrival, tally, faults);
            if (differing.contains(arrival.id())) {
                faults.add(
                        name(arrival) + ": the counters say " + tally + ", the rows " + recount.counted(arrival.id()));
            }
        });
        if (deep) {
            RowFaults.tell(ledger, faults::add);
        }
        Tally total = ledger.total();
        return new Audit(
                sums.arrivals,
                sums.open,
                sums.read,
                total.of(State.ACCEPTED),
                total.of(State.DUPLICATE),
                total.of(State.FILTERED),
                total.of(State.RETRY),
                total.of(State.PENDING),
                total.of(State.REPLAYING),
                total.of(State.AMBIGUOUS),
                total.of(State.PURGED),
                total.deadByCode(),
                total.deadOpen(),
                ledger.possibleDuplicates(),
                deep,
                faults.isEmpty(),
                faults);
    }

    private static void check(ArrivalRow arrival, Tally tally, List<String> faults) {
        long read = arrival.records() + tally.added();
        if (tally.hasNegative()) {
            faults.add(name(arrival) + ": an outcome was counted off that was never counted");
        }
        if (arrival.is(ArrivalRow.READING)) {
            if (tally.outcomes() > read) {
                faults.add(
                        name(arrival) + " is being read: " + tally.outcomes() + " outcomes but only " + read + " read");
            }
        } else if (tally.outcomes() + tally.of(State.PENDING) != read) {
            faults.add(name(arrival) + ": " + read + " read but " + tally.outcomes() + " outcomes and "
                    + tally.of(State.PENDING) + " pending");
        }
    }

    private static final class Sums {
        private long arrivals;
        private long open;
        private long read;

        private void add(ArrivalRow arrival, Tally tally) {
            arrivals++;
            open += arrival.is(ArrivalRow.READING) ? 1 : 0;
            read += arrival.records() + tally.added();
        }
    }

    private static String name(ArrivalRow arrival) {
        return "Arrival " + arrival.id() + " (" + arrival.name() + " of feed " + arrival.feed() + ")";
    }
}
