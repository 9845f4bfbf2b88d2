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
    ALONE;

    /** As many events as there are places may be refused each for itself: if they waited on, nobody else would be tried. */
    private static final int MOST_IN_VAIN = 2;

    /** @param inVain how often one after the other the event itself tried the shut gate, refused as one event may well be */
    boolean letsOthersGo(boolean patient, int inVain) {
        return this == STEP_ASIDE || this == WAIT && (!patient || inVain >= MOST_IN_VAIN);
    }
}
