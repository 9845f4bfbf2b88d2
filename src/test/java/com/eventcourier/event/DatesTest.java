package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @TempDir
    private Path config;

    private int feeds;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-04-11T12:00:00+05:30",
                "2024-04-11T12:00:00Z",
                "2024-04-11T12:00:05.123",
                "2024-04-11T12:00:5.1",
                "2024-04-11 12:00:00",
                "2024-04-11",
                "11-04-2024 12:00:00",
                "04/11/2024 12:00:00",
                "2024/04/11 12:00:00",
                "2024/04/11",
                "11-04-2024",
                "04/11/2024",
                "20240411 12:00:00",
                "11-Apr-24",
                "11-APR-24",
                "2024-04-11T12:00:00",
                "Thu Apr 11 12:00:00 UTC 2024",
                "Thu Apr 11 12:00:00 IST 2024",
                "April,11,2024",
                "April,11",
                "February,29",
                "2024-31-12 12:00:00",
                "29-02-2024"
            })
    void whatTheTargetTakesIsSentAsItCameWithoutAMapping(String value) {
        assertThat(unmapped().sent(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31/02/2024",
                "02/31/2024",
                "31-02-2024",
                "29-02-2023",
                "2024-02-30",
                "2024-4-11",
                "11.04.2024",
                "2024-04-11T25:00:00",
                "2024-04-11 12:00",
                "2024-04-11T12:00:00+0530",
                "2024-04-11T12:00:00.123456",
                "2024-04-11T12:00:00+19:00",
                "Fri Apr 11 12:00:00 UTC 2024",
                "February,30",
                "Aprl,11",
                "1712836800000",
                " 2024-04-11",
                "tomorrow",
                ""
            })
    void whatTheTargetDoesNotTakeIsAFaultWithoutAMapping(String value) {
        assertThat(unmapped().sent(value)).isEqualTo("attribute-type");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-11T12:00:00+05:30, 2024-04-11T12:00:00+05:30",
        "2024-04-11T12:00:00Z, 2024-04-11T17:30:00+05:30",
        "2024-04-11T12:00:05.123456-03:00, 2024-04-11T20:30:05+05:30",
        "2024-04-11T12:00Z, 2024-04-11T17:30:00+05:30",
        "2024-04-11T12:00:05.123, 2024-04-11T12:00:05+05:30",
        "2024-10-27T01:30:00+01:00[Europe/London], 2024-10-27T06:00:00+05:30",
        "2024-10-27T01:30:00+00:00[Europe/London], 2024-10-27T07:00:00+05:30",
        "2024-04-11T12:00:00, 2024-04-11T12:00:00+05:30",
        "2024-04-11 12:00:00, 2024-04-11T12:00:00+05:30",
        "2024-03-04 12:00:00, 2024-03-04T12:00:00+05:30",
        "2024-04-11, 2024-04-11T00:00:00+05:30",
        "2024/04/11 12:00:00, 2024-04-11T12:00:00+05:30",
        "20240411 12:00:00, 2024-04-11T12:00:00+05:30",
        "31-12-2024, 2024-12-31T00:00:00+05:30",
        "12/31/2024 10:00:00, 2024-12-31T10:00:00+05:30",
        "04/04/2024, 2024-04-04T00:00:00+05:30",
        "11-apr-24, 2024-04-11T00:00:00+05:30",
        "11-Apr-85, 1985-04-11T00:00:00+05:30",
        "'April,11,2024', 2024-04-11T00:00:00+05:30",
        "Thu Apr 11 12:00:00 UTC 2024, 2024-04-11T17:30:00+05:30",
        "Thu Apr 11 12:00:00 GMT+05:30 2024, 2024-04-11T12:00:00+05:30",
        // a date with two meanings, or none
        "03/04/2024, attribute-type",
        "03-04-2024 10:00:00, attribute-type",
        "31/12/2024, attribute-type",
        "2024-31-12 12:00:00, attribute-type",
        "'April,11', attribute-type",
        "Thu Apr 11 12:00:00 IST 2024, attribute-type",
        "31-02-2024, attribute-type",
        "2024-02-30T10:00:00Z, attribute-type",
        "2024-02-30T10:00:00.1Z, attribute-type",
        "soon, attribute-type"
    })
    void aMappedFeedReadsWhatCanMeanOneDateOnlyAndWritesItInItsZone(String value, String expected) {
        assertThat(mapped().sent(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "dd/MM/yyyy HH:mm:ss, 11/04/2024 12:00:00, 2024-04-11T12:00:00+05:30",
        "dd/MM/yyyy HH:mm:ss, 12/31/2024 12:00:00, attribute-type",
        "dd/MM/yyyy HH:mm:ss, 31/02/2024 12:00:00, attribute-type",
        "dd/MM/yyyy, 03/04/2024, 2024-04-03T00:00:00+05:30",
        "dd/MM/yyyy HH:mm, 03/04/2024 07:05, 2024-04-03T07:05:00+05:30",
        "d/M/yyyy H:mm, 3/4/2024 7:05, 2024-04-03T07:05:00+05:30",
        "d/M/yyyy H:mm, 3/4/24 7:05, attribute-type",
        "dd-MMM-yyyy hh:mm a, 03-apr-2024 07:05 pm, 2024-04-03T19:05:00+05:30",
        "yyyy-dd-MM HH:mm:ss, 2024-03-04 12:00:00, 2024-04-03T12:00:00+05:30",
        "yyyyMMdd'T'HHmmss, 20240403T120000, 2024-04-03T12:00:00+05:30",
        "dd.MM.yyyy HH:mm:ss XXX, 03.04.2024 12:00:00 +00:00, 2024-04-03T17:30:00+05:30",
        "yyyy-MM-dd HH:mm:ssXXX VV, 2024-10-27 01:30:00+01:00 Europe/London, 2024-10-27T06:00:00+05:30",
        "yyyy-MM-dd HH:mm:ssXXX VV, 2024-10-27 01:30:00+00:00 Europe/London, 2024-10-27T07:00:00+05:30",
        "yyyy-MM-dd HH:mm:ss VV, 2024-10-27 01:30:00 Europe/London, 2024-10-27T06:00:00+05:30",
        "yyyy-MM-dd HH:mm:ss.SSS, 2024-04-03 12:00:00.250, 2024-04-03T12:00:00+05:30"
    })
    void aDeclaredPatternIsReadStrictlyWithAndWithoutAMapping(String pattern, String value, String expected) {
        assertThat(unmapped(pattern).sent(value)).isEqualTo(expected);
        assertThat(mapped(pattern).sent(value)).isEqualTo(expected);
    }

    @Test
    void ofTwoDeclaredPatternsTheFirstThatGivesADateIsMeant() {
        assertThat(mapped("dd/MM/yyyy", "MM/dd/yyyy").sent("03/04/2024")).isEqualTo("2024-04-03T00:00:00+05:30");
        assertThat(mapped("dd/MM/yyyy", "MM/dd/yyyy").sent("12/31/2024")).isEqualTo("2024-12-31T00:00:00+05:30");
    }

    @Test
    void aTimeThatTheClocksJumpOverIsNoDateAndOneThatTheyShowTwiceIsTheFirst() {
        Reading berlin = new Reading(unmapped("dd.MM.yyyy HH:mm").feed.zone("Europe/Berlin"));

        assertThat(berlin.sent("31.03.2024 02:30")).isEqualTo("attribute-type");
        assertThat(berlin.sent("27.10.2024 02:30")).isEqualTo("2024-10-27T02:30:00+02:00");
        assertThat(berlin.sent("27.10.2024 03:30")).isEqualTo("2024-10-27T03:30:00+01:00");
    }

    @ParameterizedTest
    @CsvSource({
        "1900-01-01T00:00:00, 1900-01-01T00:00:00+05:21",
        "9999-12-31T23:59:59Z, attribute-type",
        "0000-01-01T00:00:00+14:00, attribute-type",
        "9999-12-31T10:00:00Z, 9999-12-31T15:30:00+05:30"
    })
    void whatIsWrittenIsADateOfTheTargetWhateverTheYear(String value, String expected) {
        assertThat(mapped().sent(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, 2026-11-21",
        "21-11-2026, 2026-11-21",
        "05-11-2026, attribute-type",
        "2026-11-21T10:00:00Z, 2026-11-21",
        "2026/11/21, 2026-11-21",
        "2026-21-11 10:00:00, attribute-type"
    })
    void theFormatThatAnAttributeAsksForHoldsInAFeedWithoutAMappingToo(String value, String expected) {
        TestFeed feed = feed().event("e");
        feed.definition("e", "c: {type: customer}\nd: {type: date, format: yyyy-MM-dd}");

        assertThat(new Reading(feed).sent(value)).isEqualTo(expected);
    }

    @Test
    void anAttributeCanAskForAnotherOfTheTargetsFormats() {
        TestFeed feed = feed("dd/MM/yyyy").event("e");
        feed.definition("e", "c: {type: customer}\nborn: {type: date, format: dd-MM-yyyy}");

        assertThat(feed.only("{'c': '99887766', 'born': '03/04/2024'}")
                        .payload()
                        .get("born")
                        .textValue())
                .isEqualTo("03-04-2024");
    }

    @ParameterizedTest
    @CsvSource({
        "11/04/2024 12:00, 2024-04-11T12:00:00+05:30",
        "31/02/2024 12:00, attribute-type",
        "2024-04-11T12:00:00Z, attribute-type",
        "'', nothing"
    })
    void theDateFunctionTakesItsOwnPatternOnly(String value, String expected) {
        TestFeed feed = feed().event("e").file("e.jslt", "{\"c\": .c, \"d\": date(.d, \"dd/MM/yyyy HH:mm\")}");
        feed.definition("e", "c: {type: customer}\nd: {type: date}");

        assertThat(new Reading(feed).sent(value)).isEqualTo(expected);
    }

    @Test
    void theDateFunctionNamesAttributeAndPatternOfWhatItCannotRead() {
        TestFeed feed = feed().event("e").file("e.jslt", "{\"c\": .c, \"d\": date(.d, \"dd/MM/yyyy\")}");
        feed.definition("e", "c: {type: customer}\nd: {type: string}");

        assertThat(feed.only("{'c': '99887766', 'd': 'soon'}").faults())
                .containsExactly(
                        new Fault("attribute-type", "d", "d \"soon\" is not a date in the pattern dd/MM/yyyy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YYYY-MM-dd | does not name one year, month and day (a year is yyyy, not YYYY)",
                "MMMM,dd | does not name one year, month and day (a year is yyyy, not YYYY)",
                "dd/MM/yyyy hh:mm | does not name one hour of the day (HH, or hh with a)",
                "dd/MM/yyyyy | has a year of 5 letters; write yyyy or yy",
                "dd/MM/yyyy'T | has a quote that is not closed",
                "dd/MM/yyyy bb | cannot be read at \"bb\""
            })
    void aPatternThatNamesNoDateStopsTheLoad(String pattern, String why) {
        TestFeed feed = feed(pattern).file("feed.yaml", "feed: shop\ndates: [...]\n");

        assertThatThrownBy(feed::load)
                .isInstanceOf(ConfigFault.class)
                .hasMessage(feed.feedFolder().resolve("feed.yaml") + ":2: dates: \"" + pattern + "\" " + why);
    }

    private TestFeed feed(String... dates) {
        return new TestFeed(config.resolve("feed" + feeds++)).dates(dates);
    }

    private Reading unmapped(String... dates) {
        TestFeed feed = feed(dates).event("e").definition("e", "c: {type: customer}\nd: {type: date}");
        return new Reading(feed);
    }

    private Reading mapped(String... dates) {
        TestFeed feed = feed(dates).event("e").definition("e", "c: {type: customer}\nd: {type: date}");
        return new Reading(feed.file("e.jslt", "{\"c\": .c, \"d\": .d}"));
    }

    private record Reading(TestFeed feed) {
        String sent(String value) {
            Event event = feed.only("{'c': '99887766', 'd': '" + value + "'}");
            if (!event.valid()) {
                assertThat(event.faults()).hasSize(1);
                return event.faults().get(0).code();
            }
            return event.payload().has("d") ? event.payload().get("d").textValue() : "nothing";
        }
    }
}
