package com.eventcourier.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The codes under which an event can be refused. The numbers are the target's (its "Behavioral Events" page) and are
 * used for a local finding that means the same; the words are the courier's own.
 */
public final class Codes {
    public static final String EVENT_MISSING = "7304";
    public static final String EVENT_INVALID = "7305";
    public static final String UNIQUE_MISSING = "7306";
    public static final String CUSTOMER_MISSING = "7307";
    public static final String CUSTOMER_INVALID = "7308";
    public static final String SKU_INVALID = "7309";
    public static final String TILL_INVALID = "7310";
    public static final String CUSTOMER_DETAILS_INVALID = "7311";
    public static final String MALFORMED_RECORD = "malformed-record";
    public static final String ATTRIBUTE_MISSING = "attribute-missing";
    public static final String ATTRIBUTE_TYPE = "attribute-type";
    public static final String ATTRIBUTE_VALUE = "attribute-value";
    public static final String ATTRIBUTE_UNKNOWN = "attribute-unknown";
    public static final String MAPPING_FAILED = "mapping-failed";
    public static final String TOO_LARGE = "too-large";
    public static final String KEY_CONFLICT = "key-conflict";
    public static final String STALE = "stale";
    public static final String RETRY_EXHAUSTED = "retry-exhausted";
    public static final String POISON = "poison";
    public static final String UNKNOWN_ANSWER = "unknown-answer";
    public static final String REFUSED_ALONE = "refused-alone";
    public static final String AMBIGUOUS = "ambiguous";

    private static final Map<String, String> ALL = describe();

    private Codes() {}

    /** Every code with a description of a few words, the target's first. */
    public static Map<String, String> all() {
        return ALL;
    }

    private static Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(EVENT_MISSING, "the event name is missing");
        all.put(EVENT_INVALID, "no such event is defined");
        all.put(UNIQUE_MISSING, "a unique attribute is missing");
        all.put(CUSTOMER_MISSING, "the customer is missing");
        all.put(CUSTOMER_INVALID, "the customer's identifier has the wrong form");
        all.put(SKU_INVALID, "the product SKU is wrong");
        all.put(TILL_INVALID, "the store or till code is wrong");
        all.put(CUSTOMER_DETAILS_INVALID, "the target found the customer's details wrong");
        all.put(MALFORMED_RECORD, "the record cannot be read in the feed's format");
        all.put(ATTRIBUTE_MISSING, "a required attribute is missing");
        all.put(ATTRIBUTE_TYPE, "a value is not of its attribute's type");
        all.put(ATTRIBUTE_VALUE, "a value is not one that its attribute allows");
        all.put(ATTRIBUTE_UNKNOWN, "an attribute is not in the event's definition");
        all.put(MAPPING_FAILED, "the feed's mapping, filter or event rule failed");
        all.put(TOO_LARGE, "the record is larger than the feed allows, or it becomes too much");
        all.put(KEY_CONFLICT, "the same event was accepted before with another payload");
        all.put(STALE, "the event is older than its event type's max-age");
        all.put(RETRY_EXHAUSTED, "every attempt failed");
        all.put(POISON, "the record exhausts memory or stack while it is processed");
        all.put(UNKNOWN_ANSWER, "the target's answer says neither yes nor no");
        all.put(REFUSED_ALONE, "the target refused this event while it took others");
        all.put(AMBIGUOUS, "the event was sent and never answered, and a person decides about it");
        return Collections.unmodifiableMap(all);
    }
}
