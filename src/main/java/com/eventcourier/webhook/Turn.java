package com.eventcourier.webhook;

/** What a gate says to an event that wants to be posted. */
enum Turn {
    /** Go on. */
    FREE,
    /** Go on, as the one that shows whether the target is well again. */
    PROBE,
    /** Not now, come back. */
    LATER
}
