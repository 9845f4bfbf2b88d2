package com.eventcourier.event;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneRules;

/**
 * A strict date pattern. A value has the pattern's shape, or not; a value of that shape is a date that exists, or not
 * (31/02 is not, nor is a time that a zone's clocks jump over). Of a time that clocks show twice, the first is meant.
 */
final class DatePattern {
    private static final OffsetDateTime SAMPLE = OffsetDateTime.of(2024, 2, 3, 16, 5, 6, 0, ZoneOffset.UTC);

    private final String pattern;
    private final DateTimeFormatter formatter;
    private final DateShape shape;
    private final FixedDate fixed;

    private DatePattern(String pattern, DateTimeFormatter formatter) {
        this.pattern = pattern;
        this.formatter = formatter;
        this.shape = DateShape.of(pattern);
        this.fixed = shape == null ? null : FixedDate.of(pattern);
    }

    /** @throws IllegalArgumentException with half a sentence that says why */
    static DatePattern of(String pattern) {
        return new DatePattern(pattern, DatePatternCompiler.compile(pattern));
    }

    /**
     * A pattern that names a whole date.
     *
     * @throws IllegalArgumentException with half a sentence that says why
     */
    static DatePattern whole(String pattern) {
        DatePattern whole = of(pattern);
        TemporalAccessor fields = whole.sample();
        LocalDate date = fields == null ? null : fields.query(TemporalQueries.localDate());
        if (!SAMPLE.toLocalDate().equals(date)) {
            throw new IllegalArgumentException("does not name one year, month and day (a year is yyyy, not YYYY)");
        }
        if (fields.query(TemporalQueries.localTime()) == null && namesTime(fields)) {
            throw new IllegalArgumentException("does not name one hour of the day (HH, or hh with a)");
        }
        return whole;
    }

    /** Whether the value is written in this pattern, be it a real date or not. */
    boolean claims(String value) {
        if (shape != null) {
            return shape.fits(value);
        }
        ParsePosition at = new ParsePosition(0);
        return formatter.parseUnresolved(value, at) != null && at.getIndex() == value.length();
    }

    /** The date of a value that this pattern claims, in the zone if it names none; null if there is no such date. */
    OffsetDateTime read(String value, ZoneId zone) {
        if (fixed != null) {
            LocalDateTime local = fixed.read(value);
            return local == null ? null : place(local, zone);
        }
        TemporalAccessor fields = fields(value);
        if (fields == null) {
            return null;
        }
        LocalDate date = fields.query(TemporalQueries.localDate());
        if (date == null) {
            return null;
        }
        LocalTime time = fields.query(TemporalQueries.localTime());
        return place(date.atTime(time == null ? LocalTime.MIDNIGHT : time), zoneOf(fields, zone));
    }

    /** What a value names: its offset first, which alone tells apart the two hours that a zone's clocks show twice. */
    static ZoneId zoneOf(TemporalAccessor fields, ZoneId otherwise) {
        ZoneOffset offset = fields.query(TemporalQueries.offset());
        ZoneId own = offset == null ? fields.query(TemporalQueries.zone()) : offset;
        return own == null ? otherwise : own;
    }

    /** The time in the zone, or null where the zone's clocks jump over it. */
    static OffsetDateTime place(LocalDateTime local, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return local.atOffset(offset);
        }
        ZoneRules rules = zone.getRules();
        return rules.isFixedOffset() || !rules.getValidOffsets(local).isEmpty()
                ? ZonedDateTime.of(local, zone).toOffsetDateTime()
                : null;
    }

    /** Whether a value that this pattern claims exists in the calendar; a pattern without a year is enough. */
    boolean exists(String value) {
        TemporalAccessor fields = fields(value);
        return fields != null
                && (fields.query(TemporalQueries.localDate()) != null || DatePatternCompiler.isMonthDay(fields));
    }

    String write(ZonedDateTime date) {
        return formatter.format(date);
    }

    @Override
    public String toString() {
        return pattern;
    }

    private TemporalAccessor sample() {
        try {
            return fields(formatter.format(SAMPLE.atZoneSameInstant(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean namesTime(TemporalAccessor fields) {
        return fields.isSupported(ChronoField.HOUR_OF_AMPM)
                || fields.isSupported(ChronoField.MINUTE_OF_HOUR)
                || fields.isSupported(ChronoField.SECOND_OF_MINUTE);
    }

    private TemporalAccessor fields(String value) {
        try {
            return formatter.parse(value);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
