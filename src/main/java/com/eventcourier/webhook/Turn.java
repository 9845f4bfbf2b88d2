package com.eventcourier.webhook;

/** What a gate says to an event that wants to be posted. Each probe is one of its own. */
final class Turn {

    /** Go on. */
    static final Turn FREE = new Turn(false);

    /** Not now, come back. */
    static final Turn LATER = new Turn(false);

    private final boolean probe;

    private Turn(boolean probe) {
        this.probe = probe;
    }

    /** Go on, as the one that shows whether the target is well again. */
    static Turn probe() {
        return new Turn(true);
    }

    boolean isProbe() {
        return probe;
    }
}
