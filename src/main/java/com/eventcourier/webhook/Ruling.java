package com.eventcourier.webhook;

/** What a gate says to an event after its POST. */
enum Ruling {
    /** The verdict counts. */
    GO,
    /** It says nothing of this event, which waits and is posted again. */
    WAIT,
    /** The same, and it may be the only one that is refused: it does not wait where others wait for it. */
    STEP_ASIDE,
    /** It should be true of every event and is true of this one only. */
    ALONE
}
