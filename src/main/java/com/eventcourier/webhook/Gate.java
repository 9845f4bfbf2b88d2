package com.eventcourier.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets the events of one account through, or makes them wait when the account itself is at fault or the target is not
 * well.
 *
 * <p>While it is paused or tripped one waiting event at a time is tried, at a growing interval, those first that have not
 * been refused yet, then the others in turn. The first that the target judges opens it. An answer to a POST that was
 * under way when the gate shut proves nothing; it only brings the next try forward. While it is throttled nobody is
 * tried before the time is over; while it is stopped, before a person lets it go on.
 */
public final class Gate {

    private final GateLog log;
    private final Probes probes;
    private final GateLock lock = new GateLock();
    private final WaitingLine line = new WaitingLine();
    private final Refusals refusals = new Refusals();
    private final Asked asked = new Asked();
    private final Crowd crowd = new Crowd();
    private final OpenTime openTime = new OpenTime(System::currentTimeMillis);
    private volatile boolean released;
    private volatile Closure closure;

    /** Nothing to remember, so an answer needs no lock. */
    private volatile boolean calm = true;

    /**
     * What an operator sees. Code, reason and since are null while it is open.
     *
     * @param state {@code open}, {@code throttled}, {@code tripped}, {@code paused} or {@code stopped}
     * @param code the code of the answer that shut it; {@code stopped} where a person did
     * @param until when it opens or, if that needs a try or a person, until when the target asked for time; null if unknown
     * @param waiting threads that wait with an event
     */
    public record Status(String state, String code, String reason, Instant since, Instant until, int waiting) {}

    Gate(GateLog log, Duration probeFirst, Duration probeCeiling) {
        this.log = log;
        this.probes = new Probes(probeFirst.toNanos(), probeCeiling.toNanos());
    }

    /** The state at this moment. */
    public Status status() {
        return lock.ask(() -> closure == null
                ? GateState.unshut(crowd.since(), line.size())
                : closure.status(asked.left(), line.size()));
    }

    /** Whether events go through. */
    public boolean isOpen() {
        return closure == null;
    }

    /** How long it has been open since a time in milliseconds since 1970, since the last pause, and since the start. */
    Duration openFor(long sinceMillis) {
        return openTime.since(sinceMillis);
    }

    /** How long it is due to be tried and nobody has come with an event for that; zero where it is not due. */
    Duration untriedFor() {
        return lock.ask(() -> isDue() && line.size() == 0 ? probes.overdue() : Duration.ZERO);
    }

    /** Lets go everyone who waits, now and from now on, with {@link StoppedWhileWaiting}; for the stop of the courier. */
    public void release() {
        lock.change(() -> released = true);
    }

    boolean isReleased() {
        return released;
    }

    /** While there are too many retries hardly anything new is sent; the retries themselves go through. */
    public void crowd(boolean tooMany) {
        if (tooMany != crowd.isOn()) {
            lock.change(() -> crowd.set(tooMany));
        }
    }

    /** Whether it is shut, and only trying shows that this is over. */
    boolean isProbed() {
        Closure now = closure;
        return now != null && now.state().isProbed();
    }

    /** Why it is shut; null while it is open. */
    Closure closure() {
        return closure;
    }

    /** How long it is certain that an event which does not wait is not let through; zero when it may be. */
    public Duration shutFor() {
        return lock.ask(() -> closure == null ? Duration.ZERO : closure.shutFor(probes.certainWait()));
    }

    /**
     * Comes back when this event may be posted; {@code LATER} if it may not within its patience, null on the stop.
     *
     * @param patience in nanoseconds; 0: it does not wait
     * @param tried whether it was posted before: one that was not shows better whether the target is well
     */
    Turn enter(Object event, long patience, boolean tried) throws InterruptedException {
        if (closure == null && !(patience > 0 && crowd.isOn())) {
            return Turn.FREE;
        }
        lock.lockInterruptibly();
        try {
            return patience > 0 ? await(line.join(!tried && !refusals.has(event)), patience) : glance();
        } finally {
            lock.unlock();
        }
    }

    private Turn glance() {
        endThrottle();
        if (closure == null) {
            return Turn.FREE;
        }
        return isDue() && (line.size() == 0 || crowd.isTurnOfRetry(probes)) ? probes.start(false) : Turn.LATER;
    }

    private boolean isDue() {
        return isProbed() && probes.areDue() && !released;
    }

    private Turn await(WaitingLine.Waiter waiter, long patience) throws InterruptedException {
        long until = System.nanoTime() + patience;
        try {
            while (!released) {
                endThrottle();
                long left = until - System.nanoTime();
                if (closure == null && crowd.letsIn()) {
                    return Turn.FREE;
                } else if (left <= 0) {
                    return Turn.LATER;
                } else if (closure == null || isNotTriedBy(waiter)) {
                    lock.changed.awaitNanos(crowd.lookAgain(left));
                } else if (probes.remaining() > 0) {
                    lock.changed.awaitNanos(Math.min(left, probes.remaining()));
                } else {
                    return probes.start(true);
                }
            }
            return closure == null && !crowd.isOn() ? Turn.FREE : null;
        } finally {
            line.leave(waiter);
            lock.changed.signalAll();
        }
    }

    private boolean isNotTriedBy(WaitingLine.Waiter waiter) {
        boolean isOthersTurn = probes.areUnderWay() || !line.isFirst(waiter) || crowd.isTurnOfRetry(probes);
        return is(GateState.STOPPED) || isProbed() && isOthersTurn;
    }

    /** Takes note of what came of a POST that began at {@code start}, and says what its event does now. */
    Ruling settle(Turn turn, Object event, long start, Verdict verdict) {
        if (calm && verdict.outcome() != Outcome.HOLD && !turn.isProbe()) {
            return Ruling.GO;
        }
        return lock.decide(() -> ruling(probes.end(turn), event, start, verdict));
    }

    private Ruling ruling(boolean probe, Object event, long start, Verdict verdict) {
        if (verdict.outcome() == Outcome.HOLD) {
            return refusal(probe, event, verdict);
        }
        if (verdict.judgedTheEvent()) {
            judged(event, start);
        } else if (probe) {
            probes.waitLonger(asked.left());
        }
        calm = closure == null && refusals.isEmpty();
        return probe && is(GateState.TRIPPED) && verdict.outcome() == Outcome.RETRY ? Ruling.WAIT : Ruling.GO;
    }

    /** A turn that came to no POST, or to none with a result. */
    void giveBack(Turn turn) {
        if (turn.isProbe()) {
            lock.change(() -> probes.end(turn));
        }
    }

    private Ruling refusal(boolean probe, Object event, Verdict verdict) {
        Ruling ruling = refusals.refused(event, verdict.isEasilyOfOneEvent());
        calm = false;
        if (ruling == Ruling.ALONE) {
            return ruling;
        }
        if (!is(GateState.PAUSED) && !is(GateState.STOPPED)) {
            shut(Closure.now(GateState.PAUSED, verdict), probes.first());
        } else if (probe) {
            probes.waitLonger(asked.left());
        }
        return ruling;
    }

    private void judged(Object event, long start) {
        refusals.judged(event, start);
        if (!isProbed()) {
            return;
        }
        asked.judged(start);
        if (start - closure.nanos() > 0) {
            open("the target took an event at try " + probes.made());
        } else if (probes.made() == 0 && asked.left() <= 0) {
            probes.now();
        }
    }

    /** Too many POSTs failed or were slow; {@code verdict} says what of both. */
    void trip(Verdict verdict) {
        lock.change(() -> {
            if (closure == null || is(GateState.THROTTLED)) {
                shut(Closure.now(GateState.TRIPPED, verdict), probes.first());
            }
        });
    }

    /** The target asked to be left alone for so long; what is shut already is not tried before. */
    void throttle(Duration time, Verdict verdict) {
        lock.change(() -> {
            asked.note(time, verdict);
            probes.notBefore(System.nanoTime() + time.toNanos());
            if (closure == null) {
                shut(asked.closure(), time.toNanos());
            }
        });
    }

    /** Shuts it as it was before a restart. What has no time left is tried at once; a throttle is over then. */
    void restore(Closure was, Duration left) {
        boolean over = left.isNegative() && was.state() == GateState.THROTTLED;
        lock.change(() -> {
            if (closure == null && !over) {
                asked.restore(was, left);
                shut(was, Math.max(0, left.toNanos()));
            }
        });
    }

    /** Lets nobody through until {@link #resume}, whatever it was before. */
    public void stop(String reason) {
        lock.change(() -> shut(Closure.stopped(reason), 0));
    }

    /** Goes on where a person had stopped it; the next events show how it is. */
    void resume() {
        lock.change(() -> {
            if (is(GateState.STOPPED)) {
                open("a person lets it go on");
            }
        });
    }

    /** Something was changed that may help: the next try is made now. */
    public void hurry() {
        lock.change(() -> {
            if (isProbed()) {
                probes.now();
            }
        });
    }

    private void shut(Closure now, long nanos) {
        probes.begin(Math.max(nanos, asked.left()));
        closure = now;
        calm = false;
        log.shut(now, nanos);
    }

    private void endThrottle() {
        if (is(GateState.THROTTLED) && probes.remaining() <= 0) {
            open("the time that the target asked for is over");
            lock.changed.signalAll();
        }
    }

    private boolean is(GateState state) {
        return closure != null && closure.state() == state;
    }

    /** Opens it, but for a Retry-After that still holds. */
    private void open(String why) {
        Closure was = closure;
        closure = null;
        openTime.begin();
        calm = refusals.isEmpty();
        log.opened(was, why, line.size());
        if (asked.left() > 0) {
            shut(asked.closure(), asked.left());
        }
    }
}
