package com.eventcourier.event;

/**
 * One reason why an event cannot be sent.
 *
 * @param code one of {@link Codes}
 * @param attribute the attribute at fault, or null when the whole record is
 * @param message a sentence for an operator; never holds a customer's or a sensitive attribute's value
 */
public record Fault(String code, String attribute, String message) {

    static Fault of(String code, String message) {
        return new Fault(code, null, message);
    }
}
