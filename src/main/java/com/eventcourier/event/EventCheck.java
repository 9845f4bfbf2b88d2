package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * One definition as a table of rules. It finds all faults of a payload in one pass, in the order of the definition, and
 * puts coerced values in place on the way.
 *
 * <p>A table of our own and not a JSON schema, because a schema neither coerces nor keeps this order nor knows the
 * target's codes.
 */
final class EventCheck {

    /** Every record names its faults one by one, so that a hundred thousand of them would be as many sentences. */
    private static final int MOST_UNKNOWN = 20;

    private final EventDefinition definition;
    private final AttributeRule[] rules;
    private final Set<String> known;

    EventCheck(EventDefinition definition, boolean text, FeedDates dates) {
        this.definition = definition;
        Collection<Attribute> attributes =
                new ArrayList<>(definition.attributes().values());
        if (!definition.attributes().containsKey(Standard.EVENT_DATE_TIME)) {
            attributes.add(Attribute.plain(Standard.EVENT_DATE_TIME, AttributeType.DATE));
        }
        this.rules = attributes.stream()
                .map(attribute -> AttributeRule.of(attribute, text, dates))
                .toArray(AttributeRule[]::new);
        this.known = new HashSet<>(Standard.UNDECLARED);
        attributes.forEach(attribute -> known.add(attribute.name()));
    }

    EventDefinition definition() {
        return definition;
    }

    List<Fault> check(ObjectNode payload, boolean mapped) {
        List<Fault> faults = null;
        int found = 0;
        for (AttributeRule rule : rules) {
            JsonNode value = payload.get(rule.name);
            if (value != null) {
                found++;
            }
            Fault fault = fault(rule, value, payload, mapped);
            if (fault != null) {
                faults = add(faults, fault);
            }
        }
        if (payload.size() > found + 1) {
            faults = unknown(payload, faults);
        }
        return faults == null ? List.of() : faults;
    }

    @SuppressWarnings("ReferenceEquality") // another node means that the value was rewritten
    private static Fault fault(AttributeRule rule, JsonNode value, ObjectNode payload, boolean mapped) {
        if (value == null || rule.attribute.required() && isBlank(value)) {
            return rule.attribute.required() ? rule.missing() : null;
        }
        if (value instanceof UnreadDate date) {
            return rule.wrongType(value, "a date in the pattern " + date.pattern());
        }
        JsonNode accepted = rule.accept(value, mapped);
        if (accepted == null) {
            return rule.refusal(value);
        }
        if (accepted != value) {
            payload.set(rule.name, accepted);
        }
        return null;
    }

    private static boolean isBlank(JsonNode value) {
        return value.isTextual() && value.textValue().isBlank();
    }

    private List<Fault> unknown(ObjectNode payload, List<Fault> before) {
        List<Fault> faults = before;
        int unknown = 0;
        Iterator<String> names = payload.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name) && ++unknown <= MOST_UNKNOWN) {
                String message = Shown.cut(name) + " is not an attribute of " + definition.event();
                faults = add(faults, new Fault(Codes.ATTRIBUTE_UNKNOWN, name, message));
            }
        }
        return unknown <= MOST_UNKNOWN ? faults : add(faults, more(unknown - MOST_UNKNOWN));
    }

    private Fault more(int unnamed) {
        String attributes = unnamed == 1 ? " more attribute that is" : " more attributes that are";
        return new Fault(
                Codes.ATTRIBUTE_UNKNOWN, null, "and " + unnamed + attributes + " not of " + definition.event());
    }

    private static List<Fault> add(List<Fault> faults, Fault fault) {
        List<Fault> grown = faults == null ? new ArrayList<>(4) : faults;
        grown.add(fault);
        return grown;
    }
}
