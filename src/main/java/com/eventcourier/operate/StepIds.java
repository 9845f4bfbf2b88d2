package com.eventcourier.operate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.springframework.stereotype.Component;

/**
 * Counts the steps of a route under the ids that its template gives them. Camel counts those of a route from a template
 * with a number before the id, but draws them without it, and Hawtio found no count for any of them.
 */
@Component
final class StepIds extends LifecycleStrategySupport {

    private final Map<String, String> routes = new ConcurrentHashMap<>();

    /** A template may give its steps ids without a parameter in them; a second route from it needs the number. */
    @Override
    public void onRouteContextCreate(Route route) {
        RouteDefinition definition = (RouteDefinition) route.getRoute();
        List<String> ids = ProcessorDefinitionHelper.gatherAllNodeIds(definition, null, true, false);
        if (ids.stream().allMatch(id -> belongs(id, route.getRouteId()))) {
            definition.setNodePrefixId(null);
        }
    }

    private boolean belongs(String id, String route) {
        return routes.computeIfAbsent(id, first -> route).equals(route);
    }
}
