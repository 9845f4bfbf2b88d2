package com.eventcourier.event;

import java.time.ZonedDateTime;

/** Writes {@code yyyy-MM-dd'T'HH:mm:ssXXX}, the format that the target asks new integrations to send. */
final class IsoDate {
    private IsoDate() {}

    static String write(ZonedDateTime date) {
        StringBuilder text = new StringBuilder(25);
        two(text, date.getYear() / 100);
        two(text, date.getYear() % 100);
        two(text.append('-'), date.getMonthValue());
        two(text.append('-'), date.getDayOfMonth());
        two(text.append('T'), date.getHour());
        two(text.append(':'), date.getMinute());
        two(text.append(':'), date.getSecond());
        return text.append(date.getOffset().getId()).toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
