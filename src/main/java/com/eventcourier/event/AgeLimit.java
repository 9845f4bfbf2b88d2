package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How old an event may be when its turn to be sent comes. Its age is counted from its {@code eventDateTime}, as it is to
 * be sent; a date without a time begins at midnight, one without an offset is in the feed's zone.
 */
final class AgeLimit {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd])");

    private final String event;
    private final Duration most;
    private final DatePattern format;
    private final ZoneId zone;

    private AgeLimit(String event, Duration most, DatePattern format, ZoneId zone) {
        this.event = event;
        this.most = most;
        this.format = format;
        this.zone = zone;
    }

    /** Null where events of the definition are sent however old they are. */
    static AgeLimit of(EventDefinition definition, ZoneId zone) {
        if (definition.maxAge() == null) {
            return null;
        }
        Attribute date = definition.attributes().get(Standard.EVENT_DATE_TIME);
        DatePattern format = date == null || date.format() == null ? null : DatePattern.of(date.format());
        return new AgeLimit(definition.event(), definition.maxAge(), format, zone);
    }

    /** The fault {@code stale}, or null for an event that is young enough or says no date. */
    Fault fault(JsonNode payload, Instant now) {
        JsonNode value = payload == null ? null : payload.get(Standard.EVENT_DATE_TIME);
        OffsetDateTime date = value == null || !value.isTextual() ? null : read(value.textValue());
        if (date == null) {
            return null;
        }
        Duration age = Duration.between(date.toInstant(), now);
        return age.compareTo(most) <= 0
                ? null
                : new Fault(
                        Codes.STALE,
                        Standard.EVENT_DATE_TIME,
                        "the event is " + text(age) + " old; " + event + " is sent up to an age of " + text(most)
                                + " (max-age)");
    }

    private OffsetDateTime read(String value) {
        if (format != null && format.claims(value)) {
            return format.read(value, zone);
        }
        return TargetDate.read(value, zone);
    }

    /** A time such as {@code 90m}, {@code 12h} or {@code 2d}; null if the text is none. */
    static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        long number = Long.parseLong(time.group(1));
        Duration read =
                switch (time.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        return read.isZero() ? null : read;
    }

    /** In the two largest units, such as {@code 2d 5h}. */
    private static String text(Duration time) {
        long[] parts = {time.toDays(), time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart()};
        StringBuilder text = new StringBuilder();
        int first = 0;
        while (first < 3 && parts[first] == 0) {
            first++;
        }
        for (int i = first; i < Math.min(first + 2, 4); i++) {
            if (i == first || parts[i] > 0) {
                text.append(text.isEmpty() ? "" : " ").append(parts[i]).append("dhms".charAt(i));
            }
        }
        return text.toString();
    }
}
