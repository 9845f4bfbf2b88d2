package com.eventcourier.operate;

import java.util.Set;
import org.jolokia.service.serializer.JolokiaSerializer;

/**
 * Reads what comes through Jolokia as strictly as the desk reads it over HTTP: by itself Jolokia takes every word but
 * true for a no. The file {@code META-INF/jolokia/services} puts it in the place of Jolokia's own.
 */
public final class JolokiaArguments extends JolokiaSerializer {

    private static final Set<String> NUMBERS = Set.of("int", "long");

    /** @throws DeskRefusal for what is not of its type, or is not said; only a text may be left out */
    @Override
    public Object deserialize(String type, Object value) {
        String text = String.valueOf(value);
        if (type.equals("boolean")) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new DeskRefusal("An argument is true or false, not " + text + ".");
            }
            return text.equals("true");
        }
        try {
            return super.deserialize(type, NUMBERS.contains(type) ? text : value);
        } catch (NumberFormatException e) {
            throw new DeskRefusal("An argument is a number, not " + text + ".");
        }
    }
}
