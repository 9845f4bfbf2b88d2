package com.eventcourier.webhook;

import java.time.Duration;
import java.util.List;

/**
 * The result of one call of {@link Account#deliver}.
 *
 * @param outcome what is to be done with the event
 * @param code the body's code ({@code 1100}), {@code http-<status>}, {@code not-sent}, {@code certificate},
 *     {@code no-answer}, {@code unknown-answer} or {@code refused-alone}
 * @param requestId the target's receipt, from the body, else from the header {@code x-cap-hydra-request-id}; or null
 * @param httpStatus the status of the last answer; null if there was none
 * @param answer the beginning of the last answer's body, at most 2 KB; null for accepted events and where there was none
 * @param retryAfter how long the target asked to be left alone, at most {@code retry-after-cap}; or null
 * @param reason a sentence for the operator
 * @param attempts POSTs that this call wrote completely; 0 if it never got that far
 * @param mayRepeat the code of the first of these attempts in which the target may have queued the event without our
 *     having its yes; null if there was none
 * @param tried those of them that this result is not the answer to, in order; nearly always empty
 */
public record Verdict(
        Outcome outcome,
        String code,
        String requestId,
        Integer httpStatus,
        String answer,
        Duration retryAfter,
        String reason,
        int attempts,
        String mayRepeat,
        List<Tried> tried) {

    static final String UNKNOWN_ANSWER = "unknown-answer";
    static final String REFUSED_ALONE = "refused-alone";

    /** The result of one POST. */
    Verdict(
            Outcome outcome,
            String code,
            String requestId,
            Integer httpStatus,
            String answer,
            Duration retryAfter,
            String reason,
            int attempts,
            String mayRepeat) {
        this(outcome, code, requestId, httpStatus, answer, retryAfter, reason, attempts, mayRepeat, List.of());
    }

    /** Whether the target may have queued the event without our having its yes. */
    boolean possibleDuplicate() {
        return mayRepeat != null;
    }

    /**
     * Whether it is easily the fault of one event that it was not taken: a password, a redirect, a certificate or a target
     * that cannot be reached hardly ever is.
     */
    boolean isEasilyOfOneEvent() {
        return httpStatus != null && httpStatus != 401 && httpStatus != 407 && httpStatus / 100 != 3;
    }

    /** Whether the target asked to be left alone for a time. */
    boolean throttles() {
        return outcome == Outcome.RETRY && retryAfter != null && !retryAfter.isZero();
    }

    /** What is done with an event that was not posted. */
    public static Verdict unsent(Outcome outcome, String code, String reason) {
        return new Verdict(outcome, code, null, null, null, null, reason, 0, null);
    }

    /** What an event is told that does not wait at a shut gate. {@code held} is why it is shut; null: just now it opened. */
    static Verdict later(String account, Closure held, Duration shutFor) {
        String code = held == null ? null : held.code();
        String state = (held == null ? GateState.PAUSED : held.state()).word();
        String reason = "Account " + account + " is " + state + (held == null ? "" : ": " + held.reason());
        return new Verdict(Outcome.LATER, code, null, null, null, shutFor, reason, 0, null);
    }

    Verdict as(Outcome other, String otherCode, String otherReason) {
        return new Verdict(
                other, otherCode, requestId, httpStatus, answer, retryAfter, otherReason, attempts, mayRepeat, tried);
    }

    /** The same with what was tried before in the same call. */
    Verdict after(Earlier earlier) {
        return new Verdict(
                outcome,
                code,
                requestId,
                httpStatus,
                answer,
                retryAfter,
                reason,
                attempts + earlier.attempts(),
                earlier.mayRepeat() == null ? mayRepeat : earlier.mayRepeat(),
                earlier.tried());
    }

    /** Whether the target judged this very event, which proves that the account is in order. */
    boolean judgedTheEvent() {
        return outcome == Outcome.ACCEPTED || (outcome == Outcome.DEAD && !UNKNOWN_ANSWER.equals(code));
    }
}
