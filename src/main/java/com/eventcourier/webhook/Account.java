package com.eventcourier.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A webhook and everything that belongs to it alone: client, permits, gate. One account never slows another. */
public final class Account implements AutoCloseable {

    private static final int FINGERPRINT_LENGTH = 16;
    private static final long RECENTLY_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final int MOST_RETRIES_TAKEN = 200;
    private static final Duration OTHERS_FIRST = Duration.ofSeconds(5);

    private final String name;
    private final String fingerprint;
    private final AccountOptions options;
    private final Client client;
    private final Judge judge;
    private final GateLog log;
    private final Gate gate;
    private final Health health;
    private final Pace pace;
    private final Places places;
    private final QuickAttempts quickly;
    private final AtomicLong retries = new AtomicLong();
    private volatile LongConsumer onPost = nanos -> {};

    Account(String name, AccountOptions options, OutcomeTable table, Deadlines deadlines) {
        this.name = name;
        this.fingerprint = Credentials.hex("SHA-256", options.url()).substring(0, FINGERPRINT_LENGTH);
        this.options = options;
        this.client = new Client(name, options, deadlines);
        this.judge = new Judge(table, options.retryAfterCap(), client.secrets());
        this.log = new GateLog(name, retries::get);
        this.gate = new Gate(log, options.probeFirst(), options.probeCeiling());
        this.health = new Health(name, options.breaker());
        this.pace = new Pace(options.ratePerSecond(), options.ratePerMinute());
        this.places = new Places(options.inFlight(), pace, gate);
        this.quickly = new QuickAttempts(options.quickAttempts(), gate);
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

    /**
     * Shuts its gate as it was before a restart. A throttle ends when it would have, but holds no longer than any may: the
     * clock may have been set back since.
     */
    public void restore(String state, String code, String reason, Instant since, Instant until) {
        Duration left = until == null ? Duration.ZERO : Duration.between(Instant.now(), until);
        Duration longest = options.retryAfterCap();
        gate.restore(
                new Closure(GateState.of(state), code, reason, since, System.nanoTime()),
                left.compareTo(longest) > 0 ? longest : left);
    }

    /** Goes on where a person had stopped it; how well the target was before does not count. */
    public void resume() {
        health.recovered();
        gate.resume();
    }

    /** POSTs under way. */
    public int inFlight() {
        return places.taken();
    }

    /** Is told how many nanoseconds each POST took, in the thread that made it. */
    public void onPost(LongConsumer listener) {
        onPost = listener;
    }

    /** Is told that its gate shut or opened, while the gate waits for it: it has no time, and asks the gate nothing. */
    public void onGate(Runnable listener) {
        log.onChange(listener);
    }

    /** Is told which events were given up before it was seen that their answers came from something before the webhook. */
    public void onMisjudged(Consumer<List<Object>> listener) {
        judge.onMisjudged(listener);
    }

    /** How many due retries are taken from the ledger at once: few where their pace is slow, one while the gate is shut. */
    public int mostRetriesTaken() {
        if (!gate.isOpen()) {
            return gate.shutFor().isZero() ? 1 : 0;
        }
        return (int) Math.min(MOST_RETRIES_TAKEN, Math.max(1, 2 * pace.perSecond()));
    }

    /**
     * Whether a shut gate is due to be tried, and for five seconds nobody had an event for that, not even the ledger. Then
     * a source that waits for the gate brings one.
     */
    public boolean lacksProbe() {
        return gate.untriedFor().compareTo(OTHERS_FIRST) > 0;
    }

    /**
     * How many retries or replayed letters it can send in a second, beside what is new; 0 when that is not known, because
     * nothing was posted yet and there is no limit.
     */
    public double retriesPerSecond() {
        double seconds = health.meanSeconds();
        double able = seconds == 0 ? 0 : retryThreads() / seconds;
        return pace.perSecond() == Double.MAX_VALUE
                ? able
                : able == 0 ? pace.perSecond() : Math.min(able, pace.perSecond());
    }

    /** How many retries may be under way at once. */
    public int retryThreads() {
        return options.retryThreads();
    }

    /** So many retries have no answer yet, as the ledger counts them; with too many nothing new is sent. */
    public void retriesWait(long number) {
        retries.set(number);
        gate.crowd(isFull(number));
    }

    /** Events that wait: threads at the gate and, as the ledger counted them last, those that it keeps. */
    public long waiting() {
        return gate.status().waiting() + retries.get();
    }

    /** One more, until the ledger counts them the next time: many can come in between. */
    public void oneMoreRetryWaits() {
        if (isFull(retries.incrementAndGet())) {
            gate.crowd(true);
        }
    }

    /** Whether so many waiting events are too many to take in more from a sender that can keep them. */
    public boolean isFull(long waiting) {
        return waiting >= options.retryOpenMax();
    }

    /** Whether an event that was sent and not answered waits for a person. */
    public boolean parksAmbiguous() {
        return options.ambiguous() == AccountOptions.Ambiguous.PARK;
    }

    /**
     * Whether an event that failed just now failed alone: the gate is open, and the target judged another one since the
     * last try of this one, or within the last five minutes.
     *
     * @param lastTryMillis when it was tried before, in milliseconds since 1970; null at its first try
     */
    public boolean failsAlone(Long lastTryMillis) {
        long recently = System.currentTimeMillis() - RECENTLY_MILLIS;
        long since = lastTryMillis == null ? recently : Math.min(lastTryMillis, recently);
        return gate.isOpen() && health.lastJudgedMillis() > since;
    }

    /** How long events have gone through since a time in milliseconds since 1970, up to now. */
    public Duration openFor(long sinceMillis) {
        return gate.openFor(sinceMillis);
    }

    /**
     * Sends these credentials from now on, and if the gate is shut tries them at once.
     *
     * @return false if they are what was sent before
     */
    public boolean authorize(AccountOptions fresh) {
        boolean other = client.authorize(fresh);
        if (other) {
            gate.hurry();
        }
        return other;
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
        Earlier earlier = Earlier.NONE;
        boolean tried = false;
        int inVain = 0;
        for (int quick = 1; ; ) {
            Turn turn = gate.enter(identity, event.patienceNanos(), tried);
            if (turn == Turn.LATER) {
                return Verdict.later(name, gate.closure(), gate.shutFor()).after(earlier);
            }
            Turn placed = turn == null ? null : places.take(turn, event.yields());
            if (placed == null) {
                throw new StoppedWhileWaiting(name, earlier);
            }
            if (placed == Turn.LATER) {
                continue;
            }
            long start = System.nanoTime();
            if (turn == Turn.FREE && !gate.isOpen()) {
                places.leave(event.yields());
                continue;
            }
            Verdict hindrance = event.hindrance();
            if (hindrance != null) {
                places.leave(event.yields());
                gate.giveBack(turn);
                return hindrance.after(earlier);
            }
            Posted posted = post(event, identity, turn, start);
            Verdict verdict = posted.verdict();
            Ruling ruling = posted.ruling();
            if (ruling == Ruling.ALONE) {
                String reason = verdict.reason() + ". Other events of the account pass, so it is this one";
                return verdict.as(Outcome.DEAD, Verdict.REFUSED_ALONE, reason).after(earlier);
            }
            inVain = turn.isProbe() && verdict.isEasilyOfOneEvent() ? inVain + 1 : 0;
            if (ruling.letsOthersGo(event.patient(), inVain)) {
                return verdict.as(Outcome.LATER, verdict.code(), verdict.reason())
                        .after(earlier);
            }
            if (ruling != Ruling.WAIT && !quickly.another(quick, verdict)) {
                return tried ? verdict.after(earlier) : verdict;
            }
            quick += ruling == Ruling.WAIT ? 0 : 1;
            tried = true;
            earlier = earlier.and(verdict);
        }
    }

    private Ruling settle(Turn turn, Object identity, long start, Verdict verdict) {
        long nanos = System.nanoTime() - start;
        onPost.accept(nanos);
        boolean trips = health.trips(verdict, nanos);
        if (verdict.throttles()) {
            gate.throttle(verdict.retryAfter(), verdict);
        } else if (trips) {
            gate.trip(health.cause(verdict));
        }
        Ruling ruling = gate.settle(turn, identity, start, verdict);
        if (turn.isProbe() && !gate.isProbed()) {
            health.recovered();
        }
        return ruling;
    }

    private record Posted(Verdict verdict, Ruling ruling) {}

    /** Leaves its place when the gate knows the answer: the next one must not be posted in ignorance of it. */
    private Posted post(Outgoing event, Object identity, Turn turn, long start) throws InterruptedException {
        boolean done = false;
        try {
            Verdict verdict = judge.judge(client.post(event.json()), identity, turn.isProbe());
            done = true;
            return new Posted(verdict, settle(turn, identity, start, verdict));
        } finally {
            places.leave(event.yields());
            if (!done) {
                gate.giveBack(turn);
            }
        }
    }

    @Override
    public void close() {
        gate.release();
        client.close();
    }
}
