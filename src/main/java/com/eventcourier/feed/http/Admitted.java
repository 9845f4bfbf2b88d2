package com.eventcourier.feed.http;

import com.eventcourier.feed.Format;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request that may come in, on its way from the doorkeeper to the route.
 *
 * @param event which event is asked for; null when events are posted
 * @param type how the body is written: one JSON document, or one object a line
 * @param idempotencyKey what the client says makes two requests the same; null when it says nothing
 */
record Admitted(FeedDoor door, String event, Format.Type type, byte[] body, String idempotencyKey) {

    private static final String NAME = Admitted.class.getName();

    void passOn(HttpServletRequest request) {
        request.setAttribute(NAME, this);
    }

    /** Nobody comes in but past the doorkeeper. */
    static Admitted of(HttpServletRequest request) {
        if (request.getAttribute(NAME) instanceof Admitted admitted) {
            return admitted;
        }
        throw new Problem(404, "Not found", "There is nothing here.");
    }
}
