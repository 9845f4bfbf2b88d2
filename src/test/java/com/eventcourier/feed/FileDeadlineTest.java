package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDeadlineTest {

    private static final FileDeadline WEEKDAYS = new FileDeadline(
            LocalTime.of(7, 30), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), ZoneId.of("Europe/Berlin"));

    /** 2026-11-20 is a Friday; Berlin is an hour ahead of UTC in November. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T06:30:00Z, 2026-11-20T06:30:00Z",
        "2026-11-20T06:29:59Z, 2026-11-19T06:30:00Z",
        "2026-11-22T12:00:00Z, 2026-11-20T06:30:00Z",
        "2026-11-23T06:29:59Z, 2026-11-20T06:30:00Z",
        "2026-11-23T23:30:00Z, 2026-11-23T06:30:00Z"
    })
    void theLastDeadlineIsOfADayOnWhichAFileIsExpected(Instant now, Instant last) {
        assertThat(WEEKDAYS.last(now)).isEqualTo(last);
    }
}
