package com.eventcourier.webhook;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code capillary:<account>}; it has no options, so no address in a route can hold a secret. */
final class CapillaryComponent extends DefaultComponent {

    private final Accounts accounts;

    CapillaryComponent(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new CapillaryEndpoint(uri, this, accounts.get(remaining));
    }
}
