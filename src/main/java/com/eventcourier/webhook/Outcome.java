package com.eventcourier.webhook;

import java.util.Locale;

/** What one delivery came to. */
public enum Outcome {
    /** The target said yes: HTTP 2xx and an accepted code in the body. */
    ACCEPTED,
    /** Not accepted, through no fault of the event: try again later. */
    RETRY,
    /** Refused for a reason that is true of every event of the account. Shuts the gate; never leaves the producer. */
    HOLD,
    /** The event is at fault, or the answer cannot be trusted: a person decides. */
    DEAD,
    /** Written and not answered: the target may have it. */
    AMBIGUOUS,
    /** The gate is shut and the caller does not wait: nothing was decided about the event, call again. */
    LATER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The lower-case word that routes, the ledger and {@code outcomes.yaml} use. */
    public String word() {
        return word;
    }
}
