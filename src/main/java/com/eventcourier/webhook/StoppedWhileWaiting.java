package com.eventcourier.webhook;

/**
 * The courier stops while an event waits for its account: the event was not accepted and nobody has it but its source.
 * If it had been posted before it came to wait, {@link #verdict()} says how often and what came of it.
 */
public class StoppedWhileWaiting extends RuntimeException {

    private final transient Verdict verdict;

    StoppedWhileWaiting(String account, Earlier earlier) {
        super("The courier is stopping: an event that waited for account " + account
                + " was not sent; it is sent after the next start");
        this.verdict = Verdict.unsent(Outcome.LATER, "stopped", getMessage()).after(earlier);
    }

    /** The POSTs of this event before it came to wait, none of them accepted. */
    public Verdict verdict() {
        return verdict;
    }
}
