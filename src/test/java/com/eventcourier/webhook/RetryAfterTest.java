package com.eventcourier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form that targets send. */
class RetryAfterTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 7 ', PT7S",
        "3601, PT1H",
        "99999999999999999999, PT1H",
        "'Mon, 02 Mar 2026 12:00:30 GMT', PT30S",
        "'Mon, 02 Mar 2026 11:00:00 GMT', PT0S",
        "'Tue, 02 Mar 2026 12:00:30 GMT', PT30S",
        "'Monday, 02-Mar-26 12:00:30 GMT', PT30S",
        "'Friday, 31-Dec-77 23:59:59 GMT', PT0S",
        "'Mon Mar  2 12:00:30 2026', PT30S",
        "'Mon Mar 12 12:00:30 2026', PT1H",
        "'Mon, 42 Mar 2026 12:00:30 GMT', ",
        "'Fri, 31 Dec 9999 23:59:59 GMT', PT1H",
        "-5, ",
        "1.5, ",
        "soon, ",
        "'', ",
        ", "
    })
    void secondsAndDatesAreReadAndCapped(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOON, Duration.ofHours(1))).isEqualTo(wait);
    }
}
