package com.eventcourier.feed;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** The time of the day, on some days of the week, by which a feed expects a file. */
record FileDeadline(LocalTime by, Set<DayOfWeek> on, ZoneId zone) {

    static FileDeadline of(Feed feed) {
        return new FileDeadline(feed.expectFileBy(), feed.expectFileOn(), feed.zone());
    }

    /** The latest deadline that is not after a moment. */
    Instant last(Instant now) {
        ZonedDateTime deadline = now.atZone(zone).with(by);
        while (deadline.toInstant().isAfter(now) || !on.contains(deadline.getDayOfWeek())) {
            deadline = deadline.minusDays(1).with(by);
        }
        return deadline.toInstant();
    }
}
