package com.eventcourier.webhook;

/** What a gate says to an event after its POST. */
enum Ruling {
    /** The verdict counts. */
    GO,
    /** It says nothing of this event, which waits and is posted again. */
    WAIT,
    /** It should be true of every event and is true of this one only. */
    ALONE
}
