package com.eventcourier.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.management.openmbean.CompositeData;

/** The answers of the desk, as JMX has them, in JSON: the same names and values. */
final class OpenJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OpenJson() {}

    static JsonNode of(Object value) {
        if (value instanceof CompositeData one) {
            ObjectNode fields = JSON.objectNode();
            // in the order of the type, which is by name, whoever asks
            one.getCompositeType().keySet().forEach(name -> fields.set(name, of(one.get(name))));
            return fields;
        }
        if (value instanceof Object[] list) {
            ArrayNode items = JSON.arrayNode();
            for (Object item : list) {
                items.add(of(item));
            }
            return items;
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Double number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Boolean yes) {
            return JSON.booleanNode(yes);
        }
        return value == null ? JSON.nullNode() : JSON.textNode(value.toString());
    }
}
