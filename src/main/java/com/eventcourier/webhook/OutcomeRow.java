package com.eventcourier.webhook;

/**
 * One row of the outcome table, made ready for one code or status.
 *
 * @param code what the verdict says: {@code 7306}, {@code http-404}, {@code not-sent}, {@code unknown-answer}
 * @param advice what an operator does about a hold; null if the table says nothing
 * @param holdAfter so many of these in a row are a hold; 0 = never
 * @param retry when to try again; null for outcomes that are final
 */
record OutcomeRow(
        int line,
        Outcome outcome,
        String code,
        String why,
        String advice,
        boolean mayBeQueued,
        int holdAfter,
        RetryPlan retry) {

    OutcomeRow withCode(String other) {
        return new OutcomeRow(line, outcome, other, why, advice, mayBeQueued, holdAfter, retry);
    }
}
