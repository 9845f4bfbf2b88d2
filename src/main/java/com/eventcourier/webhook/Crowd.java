package com.eventcourier.webhook;

import java.time.Instant;

/** Whether there are too many retries, so that nothing new is sent. The gate's lock guards its changes. */
final class Crowd {

    private volatile Instant since;

    void set(boolean tooMany) {
        since = tooMany ? Instant.now() : null;
    }

    boolean isOn() {
        return since != null;
    }

    /** Null if there are not too many. */
    Instant since() {
        return since;
    }
}
