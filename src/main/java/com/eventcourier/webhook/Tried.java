package com.eventcourier.webhook;

import java.time.Instant;

/**
 * A POST of an event that was not accepted, and that another try followed in the same call of {@link Account#deliver}.
 *
 * @param at when it had its answer
 * @param posts 1; more only for the last of very many, which stands for those before it that are not told one by one
 * @param code as in {@link Verdict#code()}
 * @param http the status; null if there was no answer
 * @param reason a sentence for the operator
 */
public record Tried(Instant at, int posts, String code, Integer http, String reason) {}
