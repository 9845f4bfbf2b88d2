package com.eventcourier.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request for the list asks for.
 *
 * @param limit the most events in the answer; default 20
 * @param attributes attributes and the values they must have
 * @param problem why the query was not understood, null if it was
 */
record ListQuery(int limit, Map<String, String> attributes, String problem) {

    private static final int USUAL_LIMIT = 20;

    static ListQuery read(String query) {
        int limit = USUAL_LIMIT;
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                return refused("each part of the query needs a value: ?limit=10&external_event_id=A1");
            }
            String name = decoded(pair.substring(0, equals));
            String value = decoded(pair.substring(equals + 1));
            if (name == null || value == null) {
                return refused("the query holds a % that is not followed by two hexadecimal digits");
            }
            if (!name.equals("limit")) {
                attributes.put(name, value);
                continue;
            }
            limit = wholeNumber(value);
            if (limit < 0) {
                return refused("limit must be a whole number from 0 on");
            }
        }
        return new ListQuery(limit, attributes, null);
    }

    boolean takesAll() {
        return attributes.isEmpty();
    }

    private static ListQuery refused(String problem) {
        return new ListQuery(0, Map.of(), problem);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
