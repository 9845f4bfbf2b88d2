package com.eventcourier.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults of routes that try again by themselves: each is said once, and again only when it changes. */
public final class StepFaults {

    private static final Logger LOG = LoggerFactory.getLogger(StepFaults.class);

    private final Map<String, String> told = new ConcurrentHashMap<>();

    /** A route asks, when nobody else has an answer to a fault. */
    public void tell(Exchange exchange, Exception fault) {
        String route = String.valueOf(exchange.getFromRouteId());
        LOG.debug("Fault in route {}", route, fault);
        String said = fault.getClass().getSimpleName() + ": " + fault.getMessage();
        if (!said.equals(told.put(route, said))) {
            LOG.error("Route {} could not do its work ({}). Nothing is lost; it tries again.", route, said);
        }
    }
}
