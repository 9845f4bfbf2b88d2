package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {

    /** Five and a half hours ahead of UTC. */
    private static Hours kolkata(String... spans) {
        return Hours.of(Arrays.stream(spans).map(Hours.Span::parse).toList(), ZoneId.of("Asia/Kolkata"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T03:29:59Z, false",
        "2026-11-21T03:30:00Z, true",
        "2026-11-21T15:29:59Z, true",
        "2026-11-21T15:30:00Z, false"
    })
    void aTimeOfTheDayHoldsItsBeginningAndNotItsEnd(Instant now, boolean open) {
        assertThat(kolkata("09:00-21:00").isOpen(now)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T15:29:59Z, false",
        "2026-11-21T15:30:00Z, true",
        "2026-11-21T23:59:00Z, true",
        "2026-11-22T00:29:59Z, true",
        "2026-11-22T00:30:00Z, false"
    })
    void aTimeOfTheDayMayGoOverMidnight(Instant now, boolean open) {
        assertThat(kolkata("21:00-06:00").isOpen(now)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T03:00:00Z, 2026-11-21T03:30:00Z",
        "2026-11-21T07:00:00Z, 2026-11-21T08:30:00Z",
        "2026-11-21T18:00:00Z, 2026-11-22T03:30:00Z"
    })
    void betweenTwoTimesTheNextOneIsKnown(Instant now, Instant next) {
        Hours hours = kolkata("09:00-12:00", "14:00-21:00");

        assertThat(hours.isOpen(now)).isFalse();
        assertThat(hours.nextOpening(now)).isEqualTo(next);
        assertThat(hours.isOpen(next)).isTrue();
    }

    @Test
    void withoutTimesItIsAlwaysOpen() {
        assertThat(Hours.ALWAYS.isOpen(Instant.now())).isTrue();
    }
}
