package com.eventcourier.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a strict formatter of a pattern as people write it: {@code y} is a year without an era, a two-digit year is the
 * one from 80 years ago to 19 years ahead (as Java's older formatter has it), and a single letter takes one digit or
 * two, which {@link java.time.format.DateTimeFormatter} by itself reads without an end. Names are English, in any case.
 */
final class DatePatternCompiler {
    private static final int YEARS_BACK = 80;
    private static final Map<Character, TemporalField> ONE_OR_TWO_DIGITS = Map.of(
            'M', ChronoField.MONTH_OF_YEAR,
            'd', ChronoField.DAY_OF_MONTH,
            'H', ChronoField.HOUR_OF_DAY,
            'h', ChronoField.CLOCK_HOUR_OF_AMPM,
            'm', ChronoField.MINUTE_OF_HOUR,
            's', ChronoField.SECOND_OF_MINUTE);

    private DatePatternCompiler() {}

    /** @throws IllegalArgumentException with half a sentence that says why */
    static DateTimeFormatter compile(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        int at = 0;
        while (at < pattern.length()) {
            int end = pattern.charAt(at) == '\'' ? endOfQuote(pattern, at) : endOfRun(pattern, at);
            append(builder, pattern.substring(at, end));
            at = end;
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Whether the fields of a pattern without a year are a day that some year has. */
    static boolean isMonthDay(TemporalAccessor fields) {
        try {
            return MonthDay.from(fields) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void append(DateTimeFormatterBuilder builder, String run) {
        char letter = run.charAt(0);
        if (letter == 'y' || letter == 'u') {
            appendYear(builder, run.length());
        } else if (letter == 'S' && run.length() == 1) {
            builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 3, false);
        } else if (run.length() == 1 && ONE_OR_TWO_DIGITS.containsKey(letter)) {
            builder.appendValue(ONE_OR_TWO_DIGITS.get(letter), 1, 2, SignStyle.NOT_NEGATIVE);
        } else {
            appendAsItIs(builder, run);
        }
    }

    private static void appendYear(DateTimeFormatterBuilder builder, int digits) {
        if (digits == 2) {
            builder.appendValueReduced(
                    ChronoField.YEAR,
                    2,
                    2,
                    LocalDate.now(java.time.ZoneOffset.UTC).minusYears(YEARS_BACK));
        } else if (digits == 1 || digits == 4) {
            builder.appendValue(ChronoField.YEAR, 4);
        } else {
            throw new IllegalArgumentException("has a year of " + digits + " letters; write yyyy or yy");
        }
    }

    private static void appendAsItIs(DateTimeFormatterBuilder builder, String run) {
        try {
            builder.appendPattern(run);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot be read at \"" + run + "\"", e);
        }
    }

    private static int endOfRun(String pattern, int start) {
        int end = start + 1;
        while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(start)) {
            end++;
        }
        return end;
    }

    private static int endOfQuote(String pattern, int start) {
        int end = pattern.indexOf('\'', start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("has a quote that is not closed");
        }
        return end + 1;
    }
}
