package com.eventcourier.webhook;

import com.eventcourier.webhook.Gate.Ruling;
import com.eventcourier.webhook.Gate.Turn;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A webhook and everything that belongs to it alone: client, permits, gate. One account never slows another. */
public final class Account implements AutoCloseable {

    private static final int FINGERPRINT_LENGTH = 16;
    private static final long LOOK_AT_STOP_MILLIS = 100;

    private final String name;
    private final String fingerprint;
    private final int mostInFlight;
    private final int quickAttempts;
    private final Client client;
    private final Judge judge;
    private final Gate gate;
    private final Semaphore permits;

    Account(String name, AccountOptions options, OutcomeTable table, Deadlines deadlines) {
        this.name = name;
        this.fingerprint = Credentials.hex("SHA-256", options.url()).substring(0, FINGERPRINT_LENGTH);
        this.mostInFlight = options.inFlight();
        this.quickAttempts = options.quickAttempts();
        this.client = new Client(name, options, deadlines);
        this.judge = new Judge(table);
        this.gate = new Gate(name, options.probeFirst(), options.probeCeiling());
        this.permits = new Semaphore(mostInFlight);
    }

    /** The name in {@code courier.accounts}. */
    public String name() {
        return name;
    }

    /** The beginning of the SHA-256 of the address, in hex: it shows that the address changed, and not what it is. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Where events wait while the account itself is refused. */
    public Gate gate() {
        return gate;
    }

    /** POSTs under way. */
    public int inFlight() {
        return mostInFlight - permits.availablePermits();
    }

    /**
     * Posts an event in the calling thread, and waits as long as it takes: for one of the account's permits, for the
     * answer, and if the event is {@link Outgoing#patient()} for the gate.
     *
     * @return what is to be done with the event; never {@link Outcome#HOLD}
     * @throws StoppedWhileWaiting if the courier stops before the event was accepted
     */
    public Verdict deliver(Outgoing event) throws InterruptedException {
        Object identity = event.identity() == null ? event : event.identity();
        int attempts = 0;
        boolean duplicate = false;
        for (int quick = 1; ; ) {
            Turn turn = gate.enter(identity, event.patient());
            if (turn == null || !takePermit(turn)) {
                throw new StoppedWhileWaiting(name, attempts, duplicate);
            }
            if (turn == Turn.LATER) {
                return later().after(attempts, duplicate);
            }
            long start = System.nanoTime();
            if (turn == Turn.FREE && !gate.isOpen()) {
                permits.release();
                continue;
            }
            Verdict verdict = post(event, turn);
            Ruling ruling = gate.settle(turn, identity, start, verdict);
            if (ruling == Ruling.ALONE) {
                String reason = verdict.reason() + ". Other events of the account pass, so it is this one";
                return verdict.as(Outcome.DEAD, Verdict.REFUSED_ALONE, reason).after(attempts, duplicate);
            }
            if (ruling == Ruling.WAIT && !event.patient()) {
                return verdict.as(Outcome.LATER, verdict.code(), verdict.reason())
                        .after(attempts, duplicate);
            }
            boolean again = ruling == Ruling.WAIT || (quick < quickAttempts && isWorthAnother(verdict) && rest());
            if (!again) {
                return attempts == 0 ? verdict : verdict.after(attempts, duplicate);
            }
            quick += ruling == Ruling.WAIT ? 0 : 1;
            attempts += verdict.attempts();
            duplicate |= verdict.possibleDuplicate();
        }
    }

    private Verdict post(Outgoing event, Turn turn) throws InterruptedException {
        boolean done = false;
        try {
            Verdict verdict = judge.judge(client.post(event.json()));
            done = true;
            return verdict;
        } finally {
            permits.release();
            if (!done) {
                gate.giveBack(turn);
            }
        }
    }

    /** Says false if the courier stopped first. */
    private boolean takePermit(Turn turn) throws InterruptedException {
        if (turn == Turn.LATER || permits.tryAcquire()) {
            return true;
        }
        boolean taken = false;
        try {
            while (!taken && !gate.isReleased()) {
                taken = permits.tryAcquire(LOOK_AT_STOP_MILLIS, TimeUnit.MILLISECONDS);
            }
            return taken;
        } finally {
            if (!taken) {
                gate.giveBack(turn);
            }
        }
    }

    /** A target that said when to come back is not asked again before. */
    private static boolean isWorthAnother(Verdict verdict) {
        return verdict.outcome() == Outcome.RETRY && verdict.retryAfter() == null;
    }

    /** A short wait of random length, without a permit. Says false on the stop, when there is no time for another try. */
    private boolean rest() {
        if (gate.isReleased()) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(50, 300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !gate.isReleased();
    }

    private Verdict later() {
        Verdict held = gate.heldBy();
        String code = held == null ? null : held.code();
        String reason = "Account " + name + " is paused" + (held == null ? "" : ": " + held.reason());
        return new Verdict(Outcome.LATER, code, null, null, null, null, reason, 0, false);
    }

    @Override
    public void close() {
        gate.release();
        client.close();
    }
}
