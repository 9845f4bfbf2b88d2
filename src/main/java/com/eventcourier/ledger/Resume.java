package com.eventcourier.ledger;

import java.util.HashMap;
import java.util.Map;

/** Which records of an arrival have their outcome already, from the first unsettled one on. */
public final class Resume {

    private final long settledTo;
    private final Map<Long, Subs> records = new HashMap<>();

    private static final class Subs {
        private final Map<Integer, State> states = new HashMap<>(2);
        private int expected;
    }

    Resume(long settledTo) {
        this.settledTo = settledTo;
    }

    void add(long position, int sub, int subs, State state) {
        Subs known = records.computeIfAbsent(position, p -> new Subs());
        known.states.put(sub, state);
        known.expected = subs;
    }

    /** Every event of the record at this position has its outcome: it need not be read again. */
    public boolean settled(long position) {
        if (position <= settledTo) {
            return true;
        }
        Subs known = of(position);
        return known != null && known.states.size() == known.expected && !known.states.containsValue(State.PENDING);
    }

    /** Some event of the record at this position has its outcome. */
    public boolean isBegun(long position) {
        Subs known = of(position);
        return known != null && known.states.values().stream().anyMatch(state -> state != State.PENDING);
    }

    private Subs of(long position) {
        return records.isEmpty() ? null : records.get(position);
    }

    /** What the ledger says of one event; null when it has no row. */
    public State state(long position, int sub) {
        Subs known = of(position);
        return known == null ? null : known.states.get(sub);
    }
}
