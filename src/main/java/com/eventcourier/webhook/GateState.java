package com.eventcourier.webhook;

import java.time.Instant;
import java.util.Locale;

/** What an account does with its events at this moment. */
public enum GateState {
    /** It posts them. */
    OPEN,
    /** They wait until a time that the target asked for (Retry-After), or until there is room for retries again. */
    THROTTLED,
    /** They wait because too many POSTs failed or were slow; one at a time is tried until the target is well again. */
    TRIPPED,
    /** They wait because the account itself was refused; one at a time is tried until the target takes one. */
    PAUSED,
    /** They wait because a person wants it so, until a person lets them go on. */
    STOPPED;

    private static final String CROWDED = "as many retries wait as may (retry-open-max), so nothing new is sent";

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that status, notes and alerts use. */
    public String word() {
        return word;
    }

    static GateState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** @param crowdedSince since when there are too many retries; null if there are not */
    static Gate.Status unshut(Instant crowdedSince, int waiting) {
        return crowdedSince == null
                ? new Gate.Status(OPEN.word(), null, null, null, null, waiting)
                : new Gate.Status(THROTTLED.word(), null, CROWDED, crowdedSince, null, waiting);
    }

    /** Whether only trying shows that it is over. */
    boolean isProbed() {
        return this == TRIPPED || this == PAUSED;
    }
}
