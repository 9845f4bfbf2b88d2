package com.eventcourier.event;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One attribute of an event definition.
 *
 * @param name the key in the payload, as the target spells it
 * @param required whether an event without it is refused; a customer and a unique attribute always are
 * @param values the texts an enum allows, as written; empty for other types
 * @param pattern what the whole of a free text must match, or null
 * @param unique whether it is part of the target's unique key
 * @param sensitive whether its values must not be shown (the target's {@code isPsiData})
 * @param format the pattern in which a date that was read is written, or null for {@code yyyy-MM-dd'T'HH:mm:ssXXX}
 * @param identifier what a customer is identified by; null for other types
 */
public record Attribute(
        String name,
        AttributeType type,
        boolean required,
        List<String> values,
        Pattern pattern,
        boolean unique,
        boolean sensitive,
        String format,
        Identifier identifier) {

    /** Whether values must stay out of logs, messages and screens: sensitive ones, and who the customer is. */
    public boolean secret() {
        return sensitive || type == AttributeType.CUSTOMER;
    }

    static Attribute plain(String name, AttributeType type) {
        return new Attribute(name, type, false, List.of(), null, false, false, null, null);
    }
}
