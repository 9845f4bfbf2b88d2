package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeLimitTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path config;

    private TestFeed feed(String maxAge, String date) {
        TestFeed feed = new TestFeed(config).event("e");
        TestFeed.write(
                config.resolve("events/e.yaml"),
                "event: e\n" + maxAge + "attributes:\n  c: {type: customer}\n  eventDateTime: " + date + "\n");
        return feed;
    }

    private static Fault stale(TestFeed feed, String date) {
        Event event = feed.only("{'event_name': 'e', 'c': '919812345678', 'eventDateTime': '" + date + "'}");
        assertThat(event.faults()).isEmpty();
        return feed.load().stale(event, NOW);
    }

    /** Dates without an offset are in the feed's zone, Asia/Kolkata: 12:00 UTC is 17:30 there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T12:00:00Z          | true",
                "2026-11-20T11:59:59Z          | false",
                "2026-11-20T17:30:00+05:30     | true",
                "2026-11-20T17:29:59+05:30     | false",
                "2026-11-20 17:30:00           | true",
                "2026-11-20 17:29:59           | false",
                "20-11-2026 17:29:59           | false",
                "11/20/2026 17:29:59           | false",
                "2026-11-20                    | false",
                "20-Nov-26                     | false",
                "2026-20-11 17:29:59           | false",
                "2027-01-01                    | true",
                "November,20                   | true"
            })
    void theAgeIsThatOfTheDateAsItIsSent(String date, boolean fresh) {
        assertThat(stale(feed("max-age: 24h\n", "{type: date}"), date) == null).isEqualTo(fresh);
    }

    @Test
    void theFaultSaysHowOldTheEventIs() {
        assertThat(stale(feed("max-age: 90m\n", "{type: date}"), "2026-11-19T09:00:00Z"))
                .isEqualTo(new Fault(
                        "stale",
                        "eventDateTime",
                        "the event is 2d 3h old; e is sent up to an age of 1h 30m (max-age)"));
    }

    @Test
    void aDateWrittenInAFormatOfItsOwnIsReadByIt() {
        TestFeed feed = feed("max-age: 24h\n", "{type: date, format: 'yyyy-dd-MM HH:mm:ss'}")
                .dates("dd.MM.yyyy HH:mm:ss");

        assertThat(stale(feed, "05.11.2026 17:30:00")).isNotNull();
        assertThat(stale(feed, "21.11.2026 17:30:00")).isNull();
        // written 2026-11-12, which would be the 12th of November if it were read as an ISO date
        assertThat(stale(feed, "11.12.2026 17:30:00")).isNull();
    }

    @Test
    void withoutALimitOrADateNothingIsStale() {
        TestFeed limited = feed("max-age: 1s\n", "{type: date}");
        byte[] undated = "{\"event_name\":\"e\"}".getBytes(StandardCharsets.UTF_8);
        byte[] old = "{\"eventDateTime\":\"2001-01-01\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(limited.load().stale("e", undated, NOW)).isNull();
        assertThat(limited.load().stale("other", old, NOW)).isNull();
        assertThat(limited.load().stale("e", old, NOW)).isNotNull();
        assertThat(stale(feed("", "{type: date}"), "2001-01-01")).isNull();
    }
}
