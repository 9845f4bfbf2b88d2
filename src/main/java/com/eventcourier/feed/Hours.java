package com.eventcourier.feed;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The times of the day at which a feed's events are sent, in the feed's zone. A time that ends before it begins goes over
 * midnight; its end does not belong to it.
 */
public final class Hours {

    /** No restriction. */
    static final Hours ALWAYS = new Hours(List.of(), ZoneId.of("UTC"));

    private final List<Span> spans;
    private final ZoneId zone;

    /** One time of the day, from and to. */
    record Span(LocalTime from, LocalTime to) {

        /** @throws RuntimeException of the kinds that reading a setting knows, where the text is no such time */
        static Span parse(String text) {
            int dash = text.indexOf('-');
            if (dash < 0) {
                throw new IllegalArgumentException();
            }
            Span span = new Span(
                    LocalTime.parse(text.substring(0, dash).strip()),
                    LocalTime.parse(text.substring(dash + 1).strip()));
            if (span.from.equals(span.to)) {
                throw new IllegalArgumentException();
            }
            return span;
        }

        private boolean holds(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean before = time.isBefore(to);
            return from.isBefore(to) ? begun && before : begun || before;
        }
    }

    private Hours(List<Span> spans, ZoneId zone) {
        this.spans = spans;
        this.zone = zone;
    }

    static Hours of(List<Span> spans, ZoneId zone) {
        return spans.isEmpty() ? ALWAYS : new Hours(List.copyOf(spans), zone);
    }

    boolean isAlways() {
        return spans.isEmpty();
    }

    /** Whether events may be sent now. */
    boolean isOpen() {
        return isAlways() || isOpen(Instant.now());
    }

    boolean isOpen(Instant now) {
        if (isAlways()) {
            return true;
        }
        LocalTime time = now.atZone(zone).toLocalTime();
        for (Span span : spans) {
            if (span.holds(time)) {
                return true;
            }
        }
        return false;
    }

    /** When the next of the times begins. */
    Instant nextOpening(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        Instant next = null;
        for (Span span : spans) {
            ZonedDateTime begin = here.with(span.from());
            Instant at =
                    (begin.toInstant().isAfter(now) ? begin : here.plusDays(1).with(span.from())).toInstant();
            next = next == null || at.isBefore(next) ? at : next;
        }
        return next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hours hours && spans.equals(hours.spans) && zone.equals(hours.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(spans, zone);
    }

    /** As an operator writes it, with the zone. */
    @Override
    public String toString() {
        return spans.stream().map(span -> span.from() + "-" + span.to()).collect(Collectors.joining(", ")) + " " + zone;
    }
}
