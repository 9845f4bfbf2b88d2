package com.eventcourier.operate;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.management.DefaultManagementObjectStrategy;

/**
 * What of Camel is an MBean: the context and its routes. Endpoints are none, for they are named by their addresses, and an
 * address is a secret in some routes, such as that of a chat for alerts.
 */
final class RoutesAlone extends DefaultManagementObjectStrategy {

    @Override
    public Object getManagedObjectForEndpoint(CamelContext context, Endpoint endpoint) {
        return null;
    }

    @Override
    public Object getManagedObjectForConsumer(CamelContext context, Consumer consumer) {
        return null;
    }

    @Override
    public Object getManagedObjectForProducer(CamelContext context, Producer producer) {
        return null;
    }
}
