package com.eventcourier.feed;

import com.eventcourier.event.Addresses;
import com.eventcourier.event.Codes;
import com.eventcourier.event.Fault;
import com.eventcourier.event.SecondTry;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Settlement;
import com.eventcourier.ledger.Settlement.Kept;
import com.eventcourier.ledger.State;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Outcome;
import com.eventcourier.webhook.StoppedWhileWaiting;
import com.eventcourier.webhook.Verdict;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the outcome of an event into the ledger: the last step of its way. */
public final class Settling {

    static final String KEY_BUSY = "key-busy";
    static final String STOPPED = "stopped";
    static final String BEHIND = "behind";

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final RetryDelay delay;
    private final OutcomeWatch watch;

    Settling(Ledger ledger, RetryDelay delay, OutcomeWatch watch) {
        this.ledger = ledger;
        this.delay = delay;
        this.watch = watch;
    }

    /** The target said yes. */
    public void accepted(Delivery delivery, @Variable("verdict") Verdict verdict) {
        settle(delivery, State.ACCEPTED, "", verdict, null);
    }

    /**
     * To be tried again at a due time: by the target's answer, for want of one, or because its key is another's. An event
     * that fails alone too often or too long is dead; one that was sent and not answered may wait for a person.
     */
    public void retry(Delivery delivery, @Variable("verdict") Verdict verdict) {
        if (verdict == null) {
            String cause = delivery.local().cause();
            Instant due = cause.equals(KEY_BUSY) ? delay.forKey(delivery.from() != State.RETRY) : Instant.now();
            settle(delivery, delivery.local().state(), "", null, keep(delivery, cause, null, List.of(), due));
        } else if (verdict.outcome() == Outcome.LATER) {
            State state = verdict.attempts() == 0 ? delivery.origin().unsentAs() : State.RETRY;
            Instant due = delay.forGate(verdict);
            settle(delivery, state, "", verdict, keep(delivery, "gate", verdict, List.of(), due));
        } else {
            failed(delivery, verdict);
        }
    }

    private void failed(Delivery delivery, Verdict verdict) {
        Account account = delivery.feed().account();
        delivery.failed(delivery.failing().after(account));
        if (delay.isExhausted(verdict, delivery.failing())) {
            List<Fault> faults = List.of(new Fault(Codes.RETRY_EXHAUSTED, null, exhausted(delivery, verdict)));
            Kept kept = keep(delivery, "failed-alone", verdict, faults, null);
            settle(delivery, State.DEAD, Codes.RETRY_EXHAUSTED, verdict, kept);
        } else if (verdict.outcome() == Outcome.AMBIGUOUS && account.parksAmbiguous()) {
            settle(delivery, State.AMBIGUOUS, "", verdict, keep(delivery, verdict.code(), verdict, List.of(), null));
        } else {
            Instant due = delay.afterAnswer(verdict, delivery.returns() + 1);
            if (delivery.from() != State.RETRY) {
                account.oneMoreRetryWaits();
            }
            settle(delivery, State.RETRY, "", verdict, keep(delivery, verdict.code(), verdict, List.of(), due));
        }
    }

    private static String exhausted(Delivery delivery, Verdict verdict) {
        Failing failing = delivery.failing();
        return "failed alone in " + failing.attempts() + " attempts over "
                + failing.time().toSeconds() + " s, while the target took other events; the last time: "
                + verdict.reason();
    }

    /** Needs a person. */
    public void dead(Delivery delivery, @Variable("verdict") Verdict verdict) {
        if (verdict == null) {
            List<Fault> faults = delivery.local().faults();
            String code = delivery.local().code();
            settle(
                    delivery,
                    State.DEAD,
                    code,
                    null,
                    keep(delivery, delivery.local().cause(), null, faults, null));
        } else {
            List<Fault> faults = List.of(new Fault(verdict.code(), null, verdict.reason()));
            settle(delivery, State.DEAD, verdict.code(), verdict, keep(delivery, "refused", verdict, faults, null));
        }
    }

    /** Decided here and nothing to keep: filtered or a duplicate. */
    public void passed(Delivery delivery) {
        settle(delivery, delivery.local().state(), "", null, null);
    }

    /**
     * The courier stops before this event was accepted. What was never posted comes again from its source at the next
     * start, if that gives it in its order; the rest waits in the ledger with what is known of its attempts.
     */
    public void unsent(Delivery delivery, @ExchangeException StoppedWhileWaiting stop) {
        Verdict verdict = stop.verdict();
        if (verdict.attempts() == 0 && delivery.origin().comesAgain()) {
            settle(delivery, State.PENDING, "", null, null);
        } else {
            State state = verdict.attempts() == 0 ? delivery.origin().unsentAs() : State.RETRY;
            settle(delivery, state, "", verdict, keep(delivery, STOPPED, verdict, List.of(), Instant.now()));
        }
    }

    /** A fault of the courier itself; the event is tried again, and nothing is lost. */
    public void broken(Delivery record, Exception fault) {
        LOG.error(
                "An unexpected fault with {}; {}: {}",
                record,
                record.isSettled() ? "its outcome is in the ledger and stands" : "it will be tried again",
                Addresses.without(fault));
        LOG.debug("Fault with {}", record, fault);
        record.all().forEach(delivery -> broken(fault, delivery));
    }

    private void broken(Exception fault, Delivery delivery) {
        if (delivery.isSettled()) {
            return;
        }
        Delivery.Local decided = delivery.local();
        try {
            if (decided != null && decided.state() == State.DEAD) {
                dead(delivery, null);
            } else {
                again(delivery);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("{} cannot even be kept for another try: {}", delivery, e.toString());
            SecondTry.alone(() -> poison(delivery, fault), () -> poison(delivery, fault));
        }
    }

    /** Without its key it could never be claimed; without a payload it could never be sent. */
    private void again(Delivery delivery) {
        if (delivery.key() == null) {
            Pipeline.identify(delivery);
        }
        Instant due = delay.afterFault();
        settle(delivery, State.RETRY, "", null, keep(delivery, "fault", null, List.of(), due));
    }

    private Void poison(Delivery delivery, Exception fault) {
        delivery.decide(State.DEAD, Codes.POISON, "fault", Taking.poisonous(fault));
        dead(delivery, null);
        return null;
    }

    /**
     * What the ledger is told of an event that it takes in: that it is pending, or what was decided of it here. Its payload
     * is kept, so that its source need not be read again.
     */
    static Settlement takenIn(Delivery delivery) {
        Delivery.Local local = delivery.local();
        if (local == null) {
            Kept kept = keep(delivery, "taken-in", null, List.of(), Instant.now());
            return settlement(delivery, State.PENDING, "", null, kept);
        }
        Kept kept = local.state() == State.DEAD ? keep(delivery, local.cause(), null, local.faults(), null) : null;
        return settlement(delivery, local.state(), local.code(), null, kept);
    }

    private void settle(Delivery delivery, State state, String code, Verdict verdict, Kept kept) {
        Settlement settlement = settlement(delivery, state, code, verdict, kept);
        if (!delivery.settle()) {
            return;
        }
        delivery.origin().decided(state, kept != null);
        ledger.settle(settlement, () -> {
            watch.settled(delivery, settlement, verdict);
            delivery.origin().settled(delivery);
        });
        delivery.feed().rate().count();
    }

    private static Settlement settlement(Delivery delivery, State state, String code, Verdict verdict, Kept kept) {
        int made = verdict == null ? 0 : verdict.attempts();
        return new Settlement(
                delivery.id(),
                delivery.subs(),
                delivery.from(),
                state,
                code,
                delivery.attempts() + made,
                verdict == null ? null : verdict.requestId(),
                delivery.key(),
                delivery.holdsKey(),
                delivery.payloadHash(),
                mayRepeat(delivery, state, verdict),
                kept,
                kept == null && verdict != null ? Attempted.beforeYes(verdict) : null,
                kept == null && state == State.PENDING ? null : delivery.corrects());
    }

    /** A doubt is listed when the event is posted, and also when it waits: nothing else would remember it until then. */
    private static String mayRepeat(Delivery delivery, State state, Verdict verdict) {
        boolean posted = verdict != null && verdict.attempts() > 0;
        boolean waits = state == State.RETRY || state == State.PENDING;
        if ((posted || waits) && delivery.origin().doubtful(delivery.id())) {
            return "crash";
        }
        return verdict == null ? null : verdict.mayRepeat();
    }

    private static Kept keep(Delivery delivery, String cause, Verdict verdict, List<Fault> faults, Instant due) {
        String history = delivery.history();
        if (verdict != null && verdict.attempts() > 0) {
            history += Attempted.line(verdict);
        }
        return new Kept(
                delivery.feed().account().name(),
                delivery.feed().name(),
                delivery.eventName(),
                cause,
                json(faults),
                delivery.raw(),
                delivery.json(),
                verdict == null ? null : verdict.answer(),
                verdict == null ? null : verdict.httpStatus(),
                history,
                delivery.feed().mappings().version(),
                due,
                delivery.failing().attempts(),
                delivery.failing().time().toMillis());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("faults and attempts can be written", e);
        }
    }
}
