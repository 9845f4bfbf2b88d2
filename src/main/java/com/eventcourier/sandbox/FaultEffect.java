package com.eventcourier.sandbox;

import org.springframework.http.HttpStatus;

/**
 * What a fault does to the answer. Null leaves a part as it would be without the fault.
 *
 * @param code the body's code as it is written there, a number or a string with its quotes
 * @param message the body's message, with a code
 * @param body a raw body, instead of a code
 * @param delayMillis how long the answer is held back; 0 for not at all
 * @param reset true: no answer, the connection is closed (after the delay)
 */
record FaultEffect(
        Integer status,
        String code,
        String message,
        String body,
        String contentType,
        String retryAfter,
        long delayMillis,
        boolean reset) {

    Answer applyTo(Answer acknowledged) {
        Answer answer = bodyFor(acknowledged).after(delayMillis);
        if (reset) {
            return answer.asReset();
        }
        return retryAfter == null ? answer : answer.withRetryAfter(retryAfter);
    }

    private Answer bodyFor(Answer acknowledged) {
        int answered = status == null ? acknowledged.status() : status;
        if (body != null) {
            return Answer.plain(answered, contentType == null ? Answer.JSON : contentType, body);
        }
        if (code != null) {
            return Answer.withCode(answered, code, message == null ? "Answered by a fault rule" : message);
        }
        if (answered / 100 == 2) {
            return acknowledged.withStatus(answered);
        }
        HttpStatus known = HttpStatus.resolve(answered);
        return Answer.fromGateway(answered, known == null ? "Status " + answered : known.getReasonPhrase());
    }
}
