package com.eventcourier.webhook;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Delivers the body, an {@link Outgoing} or else JSON as bytes or text, in the caller's thread, and leaves the result in
 * the exchange variables {@code outcome}, {@code code}, {@code requestId} and {@code verdict}. The body stays.
 */
final class CapillaryProducer extends DefaultProducer {

    private final Account account;

    CapillaryProducer(Endpoint endpoint, Account account) {
        super(endpoint);
        this.account = account;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Verdict verdict = account.deliver(eventIn(exchange));
        exchange.setVariable("outcome", verdict.outcome().word());
        exchange.setVariable("code", verdict.code());
        exchange.setVariable("requestId", verdict.requestId());
        exchange.setVariable("verdict", verdict);
    }

    private static Outgoing eventIn(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Outgoing outgoing) {
            return outgoing;
        }
        if (body instanceof byte[] bytes) {
            return new Bare(bytes, exchange.getExchangeId());
        }
        if (body instanceof String text) {
            return new Bare(text.getBytes(StandardCharsets.UTF_8), exchange.getExchangeId());
        }
        return new Bare(exchange.getMessage().getMandatoryBody(byte[].class), exchange.getExchangeId());
    }

    /** A body that nobody knows anything of. */
    private record Bare(byte[] json, Object identity) implements Outgoing {
        @Override
        public boolean patient() {
            return true;
        }
    }
}
