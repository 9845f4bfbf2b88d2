package com.eventcourier.operate;

import java.nio.file.Path;

/**
 * One thing that is wrong in the folder of routes.
 *
 * @param file the route file, or the folder itself where the folder is at fault
 * @param line the line to look at, the first being 1; 0 where the whole file or folder is meant
 * @param message a sentence that says what is wrong and what to write instead; it never quotes a secret
 */
public record RouteFinding(Path file, int line, String message) {

    /** The form that editors and terminals turn into a link: {@code routes/feeds/bookings.camel.yaml:7: message}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
