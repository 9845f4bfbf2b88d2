package com.eventcourier.webhook;

/** When a shut gate is tried next: after a wait that doubles with each try in vain. The gate's lock guards it. */
final class Probes {

    private final long firstNanos;
    private final long ceilingNanos;
    private long intervalNanos;
    private long next;
    private int made;
    private boolean underWay;

    Probes(long firstNanos, long ceilingNanos) {
        this.firstNanos = firstNanos;
        this.ceilingNanos = ceilingNanos;
    }

    /** The gate was shut just now; not tried before so long. */
    void begin(long nanos) {
        made = 0;
        intervalNanos = firstNanos;
        next = System.nanoTime() + nanos;
    }

    Turn start() {
        underWay = true;
        made++;
        return Turn.PROBE;
    }

    void end() {
        underWay = false;
    }

    boolean areUnderWay() {
        return underWay;
    }

    int made() {
        return made;
    }

    void waitLonger() {
        intervalNanos = Math.min(intervalNanos * 2, ceilingNanos);
        notBefore(System.nanoTime() + intervalNanos);
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

    /** Nanoseconds in which certainly none begins: while one is under way, at least until the next. */
    long certainWait() {
        return Math.max(0, underWay ? Math.max(remaining(), firstNanos) : remaining());
    }
}
