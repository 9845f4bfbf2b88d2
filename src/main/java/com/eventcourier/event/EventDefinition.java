package com.eventcourier.event;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event type, as the target's own definition describes it.
 *
 * @param event the name, sent as {@code event_name}
 * @param label the name for people
 * @param attributes by name, in the order of the file
 * @param customer the one attribute that says who the customer is
 * @param uniqueAttributes names of the attributes marked unique, in the order of the file; empty when none is
 * @param maxAge how old an event may be when it is sent, by its {@code eventDateTime}; null: as old as it may be
 */
public record EventDefinition(
        String event,
        String label,
        Map<String, Attribute> attributes,
        Attribute customer,
        List<String> uniqueAttributes,
        Duration maxAge) {

    static EventDefinition of(String event, String label, Map<String, Attribute> attributes, Duration maxAge) {
        Attribute customer = attributes.values().stream()
                .filter(attribute -> attribute.type() == AttributeType.CUSTOMER)
                .findFirst()
                .orElse(null);
        List<String> unique = attributes.values().stream()
                .filter(Attribute::unique)
                .map(Attribute::name)
                .toList();
        return new EventDefinition(
                event, label, Collections.unmodifiableMap(new LinkedHashMap<>(attributes)), customer, unique, maxAge);
    }
}
