package com.eventcourier.event;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Writes {@code yyyy-MM-dd'T'HH:mm:ssXXX}, the format that the target asks new integrations to send. Before there were time
 * zones, offsets had seconds; the format has no room for these.
 */
final class IsoDate {
    private IsoDate() {}

    /** Null for a year that has no four digits. */
    static String write(ZonedDateTime date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            return null;
        }
        StringBuilder text = new StringBuilder(25);
        two(text, date.getYear() / 100);
        two(text, date.getYear() % 100);
        two(text.append('-'), date.getMonthValue());
        two(text.append('-'), date.getDayOfMonth());
        two(text.append('T'), date.getHour());
        two(text.append(':'), date.getMinute());
        two(text.append(':'), date.getSecond());
        return text.append(offset(date.getOffset())).toString();
    }

    private static String offset(ZoneOffset offset) {
        int seconds = offset.getTotalSeconds();
        return seconds % 60 == 0
                ? offset.getId()
                : ZoneOffset.ofTotalSeconds(seconds - seconds % 60).getId();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
