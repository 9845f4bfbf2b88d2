package com.eventcourier.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the events of one account through, or makes them wait when an answer said that the account itself is at fault.
 *
 * <p>While it is shut one waiting event at a time is tried, at a growing interval, those first that have not been refused
 * yet, then the others in turn. The first that the target judges opens it. An event that is refused again although
 * another one, sent after its first refusal, was judged meanwhile, and nobody else was refused since, is at fault
 * itself. An answer to a POST that was under way when the gate shut proves nothing; it only brings the next try forward.
 */
public final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int MOST_REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS = TimeUnit.HOURS.toNanos(1);

    private final String account;
    private final long firstNanos;
    private final long ceilingNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiter> queue = new ArrayDeque<>();
    /** Who was refused, and when last; the longest ago first. */
    private final Map<Object, Long> refused = new LinkedHashMap<>();

    /** Nothing to remember, so an answer needs no lock. */
    private volatile boolean calm = true;

    private volatile boolean released;
    private volatile Closure closure;
    private boolean probing;
    private int probes;
    private long intervalNanos;
    private long nextProbe;
    private boolean anyJudged;
    private long lastJudgedStart;
    private long lastRefusal;

    /** Why, since when, in both clocks. */
    private record Closure(Verdict verdict, Instant since, long nanos) {}

    private static final class Waiter {
        private final boolean fresh;

        private Waiter(boolean fresh) {
            this.fresh = fresh;
        }
    }

    enum Turn {
        FREE,
        PROBE,
        LATER
    }

    enum Ruling {
        GO,
        WAIT,
        ALONE
    }

    /**
     * What an operator sees.
     *
     * @param state {@code open} or {@code paused}
     * @param code the code of the answer that shut it; null while open
     * @param reason a sentence; null while open
     * @param since when it was shut; null while open
     * @param waiting threads that wait with an event
     */
    public record Status(String state, String code, String reason, Instant since, int waiting) {}

    Gate(String account, Duration probeFirst, Duration probeCeiling) {
        this.account = account;
        this.firstNanos = probeFirst.toNanos();
        this.ceilingNanos = probeCeiling.toNanos();
    }

    /** The state at this moment. */
    public Status status() {
        lock.lock();
        try {
            Closure now = closure;
            return now == null
                    ? new Status("open", null, null, null, queue.size())
                    : new Status("paused", now.verdict.code(), now.verdict.reason(), now.since, queue.size());
        } finally {
            lock.unlock();
        }
    }

    /** Whether events go through. */
    public boolean isOpen() {
        return closure == null;
    }

    /** Lets go everyone who waits, now and from now on, with {@link StoppedWhileWaiting}; for the stop of the courier. */
    public void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isReleased() {
        return released;
    }

    /** The answer that shut the gate; null while it is open. */
    Verdict heldBy() {
        Closure now = closure;
        return now == null ? null : now.verdict;
    }

    /** Comes back when this event may be posted; {@code LATER} if it may not and does not wait, null on the stop. */
    Turn enter(Object event, boolean patient) throws InterruptedException {
        if (closure == null) {
            return Turn.FREE;
        }
        lock.lockInterruptibly();
        try {
            return patient ? await(new Waiter(!refused.containsKey(event))) : glance();
        } finally {
            lock.unlock();
        }
    }

    private Turn glance() {
        if (closure == null) {
            return Turn.FREE;
        }
        return !released && !probing && nextProbe - System.nanoTime() <= 0 ? probe() : Turn.LATER;
    }

    private Turn await(Waiter waiter) throws InterruptedException {
        queue.addLast(waiter);
        try {
            while (closure != null && !released) {
                long wait = nextProbe - System.nanoTime();
                if (probing || next() != waiter) {
                    changed.await();
                } else if (wait > 0) {
                    changed.awaitNanos(wait);
                } else {
                    return probe();
                }
            }
            return closure == null ? Turn.FREE : null;
        } finally {
            queue.remove(waiter);
            changed.signalAll();
        }
    }

    private Turn probe() {
        probing = true;
        probes++;
        return Turn.PROBE;
    }

    private Waiter next() {
        for (Waiter waiter : queue) {
            if (waiter.fresh) {
                return waiter;
            }
        }
        return queue.peekFirst();
    }

    /** Takes note of what came of a POST that began at {@code start}, and says what its event does now. */
    Ruling settle(Turn turn, Object event, long start, Verdict verdict) {
        if (calm && verdict.outcome() != Outcome.HOLD) {
            return Ruling.GO;
        }
        lock.lock();
        try {
            endProbe(turn);
            if (verdict.outcome() == Outcome.HOLD) {
                return refusal(turn, event, verdict);
            }
            if (verdict.judgedTheEvent()) {
                judged(event, start);
            } else if (turn == Turn.PROBE) {
                waitLonger();
            }
            calm = closure == null && refused.isEmpty();
            return Ruling.GO;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** A turn that came to no POST, or to none with a result. */
    void giveBack(Turn turn) {
        if (turn != Turn.PROBE) {
            return;
        }
        lock.lock();
        try {
            endProbe(turn);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void endProbe(Turn turn) {
        if (turn == Turn.PROBE) {
            probing = false;
        }
    }

    private Ruling refusal(Turn turn, Object event, Verdict verdict) {
        long now = System.nanoTime();
        Long before = refused.remove(event);
        boolean othersWereJudged = before != null && anyJudged && lastJudgedStart - before > 0;
        boolean alone = othersWereJudged && lastRefusal - lastJudgedStart < 0;
        lastRefusal = now;
        calm = false;
        if (alone) {
            return Ruling.ALONE;
        }
        refused.put(event, now);
        forget(now);
        if (closure == null) {
            shut(verdict, now);
        } else if (turn == Turn.PROBE) {
            waitLonger();
        }
        return Ruling.WAIT;
    }

    private void judged(Object event, long start) {
        refused.remove(event);
        forget(System.nanoTime());
        if (!anyJudged || start - lastJudgedStart > 0) {
            anyJudged = true;
            lastJudgedStart = start;
        }
        if (closure != null && start - closure.nanos > 0) {
            open();
        } else if (closure != null && probes == 0) {
            nextProbe = System.nanoTime();
        }
    }

    private void forget(long now) {
        var oldest = refused.values().iterator();
        while (oldest.hasNext() && (now - oldest.next() > REMEMBERED_NANOS || refused.size() > MOST_REMEMBERED)) {
            oldest.remove();
        }
    }

    private void waitLonger() {
        intervalNanos = Math.min(intervalNanos * 2, ceilingNanos);
        nextProbe = System.nanoTime() + intervalNanos;
    }

    private void shut(Verdict verdict, long now) {
        probes = 0;
        intervalNanos = firstNanos;
        nextProbe = now + intervalNanos;
        closure = new Closure(verdict, Instant.now(), now);
        LOG.warn(
                "Account {} is paused since {}: {}. Its events wait, none is lost, and one at a time is tried again;"
                        + " it goes on by itself when the target takes one.",
                account,
                closure.since,
                verdict.reason());
    }

    private void open() {
        Closure was = closure;
        closure = null;
        LOG.info(
                "Account {} delivers again, paused since {}: the target took an event at try {}; {} more were waiting.",
                account,
                was.since,
                probes,
                queue.size());
    }
}
