package com.eventcourier.operate;

import com.eventcourier.feed.FeedSwitches;
import com.eventcourier.feed.Sources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;

/** The routes that read for a feed, whatever they read from: those made of a template with its name as {@code feed}. */
final class FeedReaders {

    private final CamelContext camel;
    private final Sources sources;

    FeedReaders(CamelContext camel, Sources sources) {
        this.camel = camel;
        this.sources = sources;
    }

    /** From the start on, the readers of a feed that a person stopped before do not run. */
    static void leaveStopped(CamelContext camel, FeedSwitches switches) {
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onRoutesAdd(Collection<Route> routes) {
                routes.stream()
                        .filter(route -> switches.isStopped(feedOf(camel, route)))
                        .forEach(route -> route.setAutoStartup(false));
            }
        });
    }

    private List<Route> of(String feed) {
        return camel.getRoutes().stream()
                .filter(route -> feed.equals(feedOf(camel, route)))
                .toList();
    }

    /** Empty where the route reads for no feed. */
    private static String feedOf(CamelContext camel, Route route) {
        RouteDefinition definition = ((ModelCamelContext) camel).getRouteDefinition(route.getId());
        Map<String, Object> parameters = definition == null ? null : definition.getTemplateParameters();
        return parameters == null ? "" : String.valueOf(parameters.getOrDefault("feed", ""));
    }

    /** Nothing new is read; what is on its way comes to its end. */
    void stop(String feed) {
        of(feed).forEach(route -> ServiceHelper.suspendService(route.getConsumer()));
    }

    void start(String feed) throws Exception {
        for (Route route : of(feed)) {
            if (camel.getRouteController().getRouteStatus(route.getId()).isStartable()) {
                camel.getRouteController().startRoute(route.getId());
            } else {
                ServiceHelper.resumeService(route.getConsumer());
            }
        }
    }

    /** Looks into the source now; says false where nobody looks at times, since it is always listened to. */
    boolean scan(String feed) {
        boolean any = false;
        for (Route route : of(feed)) {
            if (route.getConsumer() instanceof ScheduledPollConsumer poll
                    && poll.getScheduler() instanceof DefaultScheduledPollConsumerScheduler scheduler) {
                ScheduledExecutorService thread = scheduler.getScheduledExecutorService();
                // in the thread of its other looks, so that two of them are never at work
                thread.execute(() -> {
                    sources.hurry(feed);
                    poll.run();
                });
                any = true;
            }
        }
        return any;
    }
}
