package com.eventcourier.operate;

import com.eventcourier.event.EventDefinitions;
import com.eventcourier.feed.OutcomeWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts events by feed, event type, outcome and code. What a sender makes up is no label: only defined types are named. */
final class EventCounts implements OutcomeWatch {

    private static final String UNDEFINED = "undefined";

    private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();
    private final EventDefinitions definitions;
    private final MeterRegistry registry;

    private record Labels(String feed, String event, String outcome, String code) {}

    EventCounts(EventDefinitions definitions, MeterRegistry registry) {
        this.definitions = definitions;
        this.registry = registry;
    }

    @Override
    public void settled(String feed, String event, String outcome, String code) {
        String type = event == null || definitions.find(event).isEmpty() ? UNDEFINED : event;
        counters.computeIfAbsent(new Labels(feed, type, outcome, code == null ? "" : code), this::counter)
                .increment();
    }

    private Counter counter(Labels labels) {
        return Counter.builder("courier.events")
                .description("Outcomes of events that are on disk; an event that is tried again has several")
                .tag("feed", labels.feed())
                .tag("event", labels.event())
                .tag("outcome", labels.outcome())
                .tag("code", labels.code())
                .register(registry);
    }
}
