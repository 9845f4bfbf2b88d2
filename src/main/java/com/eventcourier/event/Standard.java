package com.eventcourier.event;

import java.util.Set;

/** The keys a payload may have without a definition saying so. */
final class Standard {
    static final String EVENT_NAME = "event_name";
    static final String EVENT_DATE_TIME = "eventDateTime";
    static final String COURIER_PREFIX = "courier_";
    static final Set<String> UNDECLARED = Set.of(EVENT_NAME, "orgResolver", "storeUnitID");

    private Standard() {}

    static boolean allows(String key) {
        return UNDECLARED.contains(key) || key.equals(EVENT_DATE_TIME);
    }
}
