package com.eventcourier.sandbox;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/** Puts an answer on the exchange, or closes the connection instead. */
class AnswerWriter {

    /** Needs the message that came in, so the answer is made as a variable: a bean step would replace the message. */
    public void write(@Variable("answer") Answer answer, Exchange exchange) {
        if (answer.reset()) {
            ConnectionReset.closeInsteadOfAnswering(
                    exchange.getMessage(PlatformHttpMessage.class).getRequest());
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(answer.body());
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        setIfPresent(message, Exchange.CONTENT_TYPE, answer.contentType());
        setIfPresent(message, "x-cap-hydra-request-id", answer.requestId());
        setIfPresent(message, "Retry-After", answer.retryAfter());
    }

    private static void setIfPresent(Message message, String header, String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
