package com.eventcourier.webhook;

/**
 * The courier stops while an event waits for its account: the event was not accepted and nobody has it but its source.
 * If it had been posted and refused before it came to wait, {@link #attempts()} says how often.
 */
public class StoppedWhileWaiting extends RuntimeException {

    private final int attempts;
    private final boolean possibleDuplicate;

    StoppedWhileWaiting(String account, int attempts, boolean possibleDuplicate) {
        super("The courier is stopping: an event that waited for account " + account
                + " was not sent; it is sent after the next start");
        this.attempts = attempts;
        this.possibleDuplicate = possibleDuplicate;
    }

    /** POSTs of this event before it came to wait, all refused. */
    public int attempts() {
        return attempts;
    }

    /** Whether one of these POSTs may have been queued by the target all the same. */
    public boolean possibleDuplicate() {
        return possibleDuplicate;
    }
}
