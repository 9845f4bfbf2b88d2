package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventcourier.event.ConfigFault;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedsTest {

    @TempDir
    Path folder;

    private Path feed(String name, String yaml) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("feed.yaml");
        return Files.writeString(file, yaml);
    }

    @Test
    void whatIsNotSaidHasItsDefault() throws IOException {
        feed("events", "feed: events\naccount: main\nevent-from: .event_name\n");

        assertThat(Feeds.load(folder).get("events"))
                .isEqualTo(new Feed(
                        "events",
                        "main",
                        null,
                        ".event_name",
                        null,
                        Format.RECOGNISED,
                        ZoneId.of("UTC"),
                        List.of(),
                        Hours.ALWAYS,
                        null,
                        EnumSet.allOf(DayOfWeek.class),
                        2,
                        Duration.ofSeconds(1),
                        false,
                        1024 * 1024,
                        new Unpack(4L * 1024 * 1024 * 1024, 200, 1000),
                        30,
                        null));
    }

    @Test
    void everythingThatCanBeSaidIsRead() throws IOException {
        feed("bookings", """
                feed: bookings
                account: main
                event: be_reserved
                format: {type: csv, delimiter: "\\t", charset: windows-1252, header: [a, b]}
                zone: Asia/Kolkata
                dates: ["dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy"]
                filter: .status != "cancelled"
                deliver-between: ["09:00-12:30", "14:00-01:00"]
                expect-file-by: "07:30"
                expect-file-on: [mon, sun]
                files-at-once: 4
                steady-for: 500ms
                ok-marker: true
                max-record: 2MB
                unpack: {max-size: 2KB, max-ratio: 10, max-files: 3}
                keep-days: 7
                """);

        assertThat(Feeds.load(folder))
                .containsOnlyKeys("bookings")
                .containsValue(new Feed(
                        "bookings",
                        "main",
                        "be_reserved",
                        null,
                        ".status != \"cancelled\"",
                        new Format(Format.Type.CSV, '\t', Charset.forName("windows-1252"), List.of("a", "b")),
                        ZoneId.of("Asia/Kolkata"),
                        List.of("dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy"),
                        Hours.of(
                                List.of(Hours.Span.parse("09:00-12:30"), Hours.Span.parse("14:00-01:00")),
                                ZoneId.of("Asia/Kolkata")),
                        LocalTime.of(7, 30),
                        EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                        4,
                        Duration.ofMillis(500),
                        true,
                        2 * 1024 * 1024,
                        new Unpack(2048, 10, 3),
                        7,
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "speed: 3                       @ speed is not a key that is known here",
                "format: {typ: csv}             @ typ is not a key that is known here",
                "format: {type: xml}            @ type must be one of csv, ndjson, json-array, json",
                "format: {type: json, delimiter: ';'} @ only csv has a delimiter",
                "format: {delimiter: ';;'}      @ delimiter must be one character, neither a quote, nor a line end, nor beyond the basic plane",
                "format: {charset: utf-9}       @ charset must be a charset such as UTF-8 or windows-1252",
                "format: {header: [a, a]}       @ header must name each column once",
                "format: csv                    @ format must hold keys of its own",
                "zone: India                    @ zone must be a time zone such as Asia/Kolkata",
                "dates: dd/MM/yyyy              @ dates must be a list of date patterns such as dd/MM/yyyy",
                "dates: [bbb]                   @ dates must be a list of date patterns such as dd/MM/yyyy",
                "deliver-between: always        @ deliver-between must be one or a list of times such as 09:00-21:00",
                "deliver-between: 09:00-09:00   @ deliver-between must be one or a list of times such as 09:00-21:00",
                "deliver-between: [09:00-25:00] @ deliver-between must be a list of times such as 09:00-21:00",
                "expect-file-by: noon           @ expect-file-by must be a time of the day such as 07:30",
                "expect-file-on: mon            @ expect-file-on needs expect-file-by, the time of the day",
                "files-at-once: 0               @ files-at-once must be a whole number from 1 to 64",
                "steady-for: soon               @ steady-for must be a time such as 1s",
                "ok-marker: yes                 @ ok-marker must be true or false",
                "max-record: 10                 @ max-record must be a size from 1KB to 256MB",
                "keep-days:                     @ keep-days must be a whole number from 0 to 3650",
                "event-from: .type              @ event and event-from cannot both be set",
                "account: other                 @ account stands here twice"
            })
    void aFaultNamesFileAndLine(String line, String sentence) throws IOException {
        Path file = feed("bookings", "feed: bookings\naccount: main\nevent: be_reserved\n\n" + line + "\n");

        assertThatThrownBy(() -> Feeds.load(folder))
                .isInstanceOf(ConfigFault.class)
                .hasMessage(file + ":5: " + sentence + ".");
    }

    @Test
    void allFaultsOfAllFeedsAreToldAtOnce() throws IOException {
        Path one = feed("one", "feed: won\nevent: e\n");
        Path two = feed("two", "feed: two\naccount: [main\n");
        feed("three", "feed: three\naccount: main\n");
        Files.createDirectories(folder.resolve("void"));
        Files.writeString(folder.resolve("README.md"), "no feed", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Feeds.load(folder))
                .hasMessageContaining(one + ":1: feed is \"won\" but its folder is \"one\"; they must be the same.")
                .hasMessageContaining(one + ":1: account is missing.")
                .hasMessageContaining(two + ":3: this is not YAML: ")
                .hasMessageNotContaining("three")
                .hasMessageContaining(folder.resolve("void") + ": the folder of a feed has no feed.yaml.");
    }

    @Test
    void withoutAFolderThereAreNoFeeds() throws IOException {
        assertThat(Feeds.load(folder.resolve("none"))).isEmpty();
    }
}
