package com.eventcourier.webhook;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the header Retry-After: seconds, or an HTTP date in each of its three forms (RFC 9110, 10.2.3 and 5.6.7). The
 * weekday says nothing that the date does not, so a wrong one is no fault.
 */
final class RetryAfter {

    private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+day, *|^(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +");
    private static final DateTimeFormatter ASCTIME =
            form(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern("MMM d HH:mm:ss yyyy"));

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
        String date = WEEKDAY.matcher(text).replaceFirst("").replaceAll(" +", " ");
        for (DateTimeFormatter form : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(clock), ASCTIME)) {
            try {
                ZonedDateTime until = ZonedDateTime.parse(date, form);
                return capped(Duration.between(clock.instant(), until.toInstant()), cap);
            } catch (DateTimeException e) {
                // perhaps the next form
            }
        }
        return null;
    }

    /** Its year has two digits, and is the one that is at most 50 years ahead. */
    private static DateTimeFormatter rfc850(Clock clock) {
        LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusYears(49);
        return form(new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("d-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss 'GMT'"));
    }

    private static DateTimeFormatter form(DateTimeFormatterBuilder pattern) {
        return pattern.toFormatter(Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    private static Duration capped(Duration wait, Duration cap) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(cap) > 0 ? cap : wait;
    }
}
