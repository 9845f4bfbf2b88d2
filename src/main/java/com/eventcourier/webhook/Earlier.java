package com.eventcourier.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The POSTs of an event so far in one call of {@link Account#deliver}, none of them accepted.
 *
 * @param mayRepeat the code of the first in which the target may have queued the event; null if there was none
 * @param tried each of them, in order
 */
record Earlier(int attempts, String mayRepeat, List<Tried> tried) {

    static final Earlier NONE = new Earlier(0, null, List.of());

    /** Who tries a shut gate can be refused for days in one call: what is told of that is bounded. */
    private static final int MOST = 50;

    /** What was never written to the target is no attempt, and may still have had an answer. */
    Earlier and(Verdict verdict) {
        String repeat = mayRepeat == null ? verdict.mayRepeat() : mayRepeat;
        return new Earlier(attempts + verdict.attempts(), repeat, verdict.attempts() == 0 ? tried : with(verdict));
    }

    private List<Tried> with(Verdict verdict) {
        List<Tried> all = new ArrayList<>(tried);
        int posts = verdict.attempts();
        if (all.size() == MOST) {
            posts += all.remove(MOST - 1).posts();
        }
        all.add(new Tried(Instant.now(), posts, verdict.code(), verdict.httpStatus(), verdict.reason()));
        return List.copyOf(all);
    }
}
