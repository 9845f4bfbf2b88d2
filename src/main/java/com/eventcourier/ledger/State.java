package com.eventcourier.ledger;

import java.util.Locale;

/** The states of an event. {@link #column()} is how the state is written in the ledger and in reports. */
public enum State {
    /** Known, not settled, and certainly never sent. */
    PENDING,
    /** The target said yes. */
    ACCEPTED,
    /** The same event was accepted before; not sent. */
    DUPLICATE,
    /** The feed's filter or mapping left it out on purpose. */
    FILTERED,
    /** Waits for its due time. */
    RETRY,
    /** Sent, and no answer was read. */
    AMBIGUOUS,
    /** Needs a person. */
    DEAD,
    /** Was dead; a corrected record took its place. */
    SUPERSEDED,
    /** Was dead; a person decided to drop it. */
    DISCARDED,
    /** Was dead; is being sent again. */
    REPLAYING,
    /** Was settled so long ago that the ledger only counts it. */
    PURGED;

    private final String column = name().toLowerCase(Locale.ROOT);

    public String column() {
        return column;
    }

    /** Whether the event owns its delivery key, so that another event with this key must not be sent now. */
    boolean ownsKey() {
        return this == ACCEPTED || this == RETRY || this == AMBIGUOUS || this == REPLAYING;
    }

    public static State of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
