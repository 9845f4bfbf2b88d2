package com.eventcourier.webhook;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads the header Retry-After: seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {

    private RetryAfter() {}

    /** The time to wait, zero for one in the past, never more than the cap; null if it is absent or unreadable. */
    static Duration read(String header, Clock clock, Duration cap) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = header.trim();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 9 ? cap : capped(Duration.ofSeconds(Long.parseLong(text)), cap);
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return capped(Duration.between(clock.instant(), until.toInstant()), cap);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration capped(Duration wait, Duration cap) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(cap) > 0 ? cap : wait;
    }
}
