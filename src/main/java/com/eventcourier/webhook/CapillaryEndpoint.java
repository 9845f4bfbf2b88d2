package com.eventcourier.webhook;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Delivers the events of one account. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "capillary",
        title = "Capillary",
        syntax = "capillary:account",
        producerOnly = true,
        category = {Category.HTTP})
final class CapillaryEndpoint extends DefaultEndpoint {

    /** The name of the account in {@code courier.accounts}. */
    @UriPath
    private final Account account;

    CapillaryEndpoint(String uri, Component component, Account account) {
        super(uri, component);
        this.account = account;
    }

    @Override
    public Producer createProducer() {
        return new CapillaryProducer(this, account);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("capillary:" + account.name() + " only sends: use it in 'to'");
    }
}
