package com.eventcourier.webhook;

import java.time.Duration;

/** When a shut gate is tried next: after a wait that doubles with each try in vain. The gate's lock guards it. */
final class Probes {

    private final long firstNanos;
    private final long ceilingNanos;
    private long intervalNanos;
    private long next;
    private int made;
    private Turn underWay;
    private boolean lastWasNew;

    Probes(long firstNanos, long ceilingNanos) {
        this.firstNanos = firstNanos;
        this.ceilingNanos = ceilingNanos;
    }

    /** The gate was shut just now; not tried before so long. A probe of an earlier time is none of this one. */
    void begin(long nanos) {
        underWay = null;
        made = 0;
        lastWasNew = true;
        intervalNanos = firstNanos;
        next = System.nanoTime() + nanos;
    }

    /** @param isNew whether it is an event that waits for the gate, and none of the ledger's */
    Turn start(boolean isNew) {
        lastWasNew = isNew;
        underWay = Turn.probe();
        made++;
        return underWay;
    }

    /** Whether it was the probe of this time, which is over now. */
    boolean end(Turn turn) {
        boolean mine = turn.isProbe() && turn == underWay;
        underWay = mine ? null : underWay;
        return mine;
    }

    boolean areUnderWay() {
        return underWay != null;
    }

    boolean areDue() {
        return underWay == null && remaining() <= 0;
    }

    int made() {
        return made;
    }

    boolean wasLastNew() {
        return lastWasNew;
    }

    /** @param atLeast nanoseconds that the target asked for, which one that came before was no end of */
    void waitLonger(long atLeast) {
        intervalNanos = Math.min(intervalNanos * 2, ceilingNanos);
        notBefore(System.nanoTime() + Math.max(intervalNanos, atLeast));
    }

    /** @param nanos a time of {@link System#nanoTime} */
    void notBefore(long nanos) {
        next = nanos - next > 0 ? nanos : next;
    }

    void now() {
        next = System.nanoTime();
    }

    /** Nanoseconds to the next one; zero or less when it is due. */
    long remaining() {
        return next - System.nanoTime();
    }

    /** A time in which certainly none begins: while one is under way, at least until the next. */
    Duration certainWait() {
        return Duration.ofNanos(Math.max(0, areUnderWay() ? Math.max(remaining(), firstNanos) : remaining()));
    }

    /** How long it has been due. */
    Duration overdue() {
        return Duration.ofNanos(Math.max(0, -remaining()));
    }

    /** Nanoseconds from the shutting of a gate to its first probe. */
    long first() {
        return firstNanos;
    }
}
