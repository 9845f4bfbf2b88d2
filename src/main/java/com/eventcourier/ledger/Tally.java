package com.eventcourier.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of events.
 *
 * @param states events by state as the counts were committed; "dead" there counts open and closed dead letters alike
 * @param deadByCode dead letters by code, open and closed
 * @param closed dead letters that were superseded or discarded
 * @param added events beyond the first of their record
 */
public record Tally(Map<State, Long> states, Map<String, Long> deadByCode, long closed, long added) {

    static final class Builder {
        private final Map<State, Long> states = new TreeMap<>();
        private final Map<String, Long> deadByCode = new TreeMap<>();
        private long closed;
        private long added;

        void add(String state, String code, long n) {
            if (n == 0) {
                return;
            }
            if (state.equals(Tallies.ADDED)) {
                added += n;
            } else if (State.of(state) == State.SUPERSEDED || State.of(state) == State.DISCARDED) {
                closed += n;
            } else {
                states.merge(State.of(state), n, Long::sum);
                if (State.of(state) == State.DEAD) {
                    deadByCode.merge(code, n, Long::sum);
                }
            }
        }

        Tally build() {
            return new Tally(states, deadByCode, closed, added);
        }
    }

    public long of(State state) {
        return states.getOrDefault(state, 0L);
    }

    /** All events that have an outcome: everything but those that are only known as pending. */
    public long outcomes() {
        long sum = 0;
        for (Map.Entry<State, Long> state : states.entrySet()) {
            if (state.getKey() != State.PENDING) {
                sum += state.getValue();
            }
        }
        return sum;
    }

    /** No count of what happened is below zero. */
    boolean hasNegative() {
        return states.values().stream().anyMatch(number -> number < 0);
    }

    public long deadOpen() {
        return of(State.DEAD) - closed;
    }
}
