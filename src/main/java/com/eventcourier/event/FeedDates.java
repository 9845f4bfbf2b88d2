package com.eventcourier.event;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;

/**
 * How one feed's dates are read.
 *
 * <p>A value written in a pattern that the feed declares is read by it or not at all: where {@code dd/MM/yyyy} is
 * declared, 12/31/2026 is a fault and not an American date. Any other value is sent as it came by a feed without a
 * mapping, if the target takes it, or if it has the format that the event type asks for; else it is read if it can mean one date only: ISO first (year, month,
 * day, also with fractions of a second, which are dropped, or without seconds), then the target's formats. What is
 * read is written in the feed's zone.
 */
final class FeedDates {
    private final ZoneId zone;
    private final List<DatePattern> declared;

    private FeedDates(ZoneId zone, List<DatePattern> declared) {
        this.zone = zone;
        this.declared = declared;
    }

    /** @throws IllegalArgumentException with a sentence that names the pattern */
    static FeedDates of(ZoneId zone, List<String> patterns) {
        List<DatePattern> declared = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                declared.add(DatePattern.whole(pattern));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("\"" + pattern + "\" " + e.getMessage(), e);
            }
        }
        return new FeedDates(zone, List.copyOf(declared));
    }

    /** The value as it is to be sent, or null when it is no date; {@code format} null is ISO with offset. */
    String toSend(String value, boolean mapped, DatePattern format) {
        boolean claimed = false;
        for (DatePattern pattern : declared) {
            if (pattern.claims(value)) {
                OffsetDateTime date = pattern.read(value, zone);
                if (date != null) {
                    return write(date, format);
                }
                claimed = true;
            }
        }
        if (claimed) {
            return null;
        }
        if (!mapped && format == null) {
            return TargetDate.takes(value) ? value : null;
        }
        if (!mapped && format.claims(value) && format.read(value, zone) != null) {
            return value;
        }
        OffsetDateTime date = TargetDate.readIfSure(value, zone);
        if (date == null) {
            date = otherIso(value);
        }
        return date == null ? null : write(date, format);
    }

    private String write(OffsetDateTime date, DatePattern format) {
        ZonedDateTime here = date.atZoneSameInstant(zone);
        String iso = IsoDate.write(here);
        return iso == null || format == null ? iso : format.write(here);
    }

    private OffsetDateTime otherIso(String value) {
        if (value.indexOf('T') != 10) {
            return null;
        }
        ParsePosition at = new ParsePosition(0);
        DateTimeFormatter format = DateTimeFormatter.ISO_DATE_TIME;
        if (format.parseUnresolved(value, at) == null || at.getIndex() < value.length()) {
            return null;
        }
        try {
            TemporalAccessor fields = format.parse(value);
            return DatePattern.place(LocalDateTime.from(fields), DatePattern.zoneOf(fields, zone));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
