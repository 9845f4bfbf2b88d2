package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;

/** What one attribute asks of its values; made once for each attribute of a feed. */
abstract class AttributeRule {
    final Attribute attribute;
    final String name;

    AttributeRule(Attribute attribute) {
        this.attribute = attribute;
        this.name = attribute.name();
    }

    /** The value as it is to be sent (the same node if nothing changes), or null if it is refused. */
    abstract JsonNode accept(JsonNode value, boolean mapped);

    /** Why {@link #accept} refused the value. */
    abstract Fault refusal(JsonNode value);

    /** Why a required value that is not there is refused. */
    Fault missing() {
        if (attribute.type() == AttributeType.CUSTOMER) {
            return new Fault(Codes.CUSTOMER_MISSING, name, name + " is missing: it says who the customer is");
        }
        if (attribute.unique()) {
            return new Fault(Codes.UNIQUE_MISSING, name, name + " is missing: it is part of the event's unique key");
        }
        return new Fault(Codes.ATTRIBUTE_MISSING, name, name + " is missing: it is required");
    }

    final Fault wrongType(JsonNode value, String what) {
        return new Fault(attribute.type().faultCode(), name, name + Shown.value(attribute, value) + " is not " + what);
    }

    static AttributeRule of(Attribute attribute, boolean text, FeedDates dates) {
        return switch (attribute.type()) {
            case DOUBLE, INTEGER -> new NumberRule(attribute, text);
            case BOOLEAN -> new BooleanRule(attribute, text);
            case ENUM -> new EnumRule(attribute);
            case DATE -> new DateRule(attribute, dates);
            default -> new TextRule(attribute);
        };
    }
}
