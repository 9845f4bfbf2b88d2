package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast way to read a date says what the formatter says, also of dates that do not exist. */
class FixedDateTest {

    private static final int VALUES = 20_000;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd/MM/yyyy HH:mm:ss",
                "yyyy-MM-dd'T'HH:mm:ss",
                "yyyyMMdd HHmmss",
                "yyyy-dd-MM",
                "dd.MM.yyyy",
                "'am 'dd.MM.yyyy' um 'HH:mm:ss"
            })
    void everyValueOfTheShapeIsReadAlike(String pattern) {
        DateTimeFormatter formatter = DatePatternCompiler.compile(pattern);
        FixedDate fixed = FixedDate.of(pattern);

        int dates = 0;
        for (int i = 0; i < VALUES; i++) {
            String value = value(pattern);
            LocalDateTime expected = slowly(formatter, value);
            assertThat(fixed.read(value)).as(value).isEqualTo(expected);
            dates += expected == null ? 0 : 1;
        }
        assertThat(dates).as("dates among the values").isBetween(VALUES / 4, VALUES * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd/MM/yyyy HH:mm",
                "dd/MM",
                "yyyy-MM-dd'T'HH:mm:ssXXX",
                "yyyy-MM-dd HH:mm:ss.SSS",
                "uuuu-MM-dd",
                "yyyy-MM-dd dd",
                "HH:mm:ss"
            })
    void otherPatternsAreLeftToTheFormatter(String pattern) {
        assertThat(FixedDate.of(pattern)).isNull();
    }

    /** Numbers a little beyond what a calendar has. */
    private String value(String pattern) {
        return pattern.replace("yyyy", four(random.nextInt(2100)))
                .replace("MM", two(random.nextInt(15)))
                .replace("dd", two(random.nextInt(34)))
                .replace("HH", two(random.nextInt(26)))
                .replace("mm", two(random.nextInt(62)))
                .replace("ss", two(random.nextInt(62)))
                .replace("'", "");
    }

    private static LocalDateTime slowly(DateTimeFormatter formatter, String value) {
        try {
            TemporalAccessor fields = formatter.parse(value);
            LocalDate date = fields.query(TemporalQueries.localDate());
            LocalTime time = fields.query(TemporalQueries.localTime());
            return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String two(int number) {
        return String.format("%02d", number);
    }

    private static String four(int number) {
        return String.format("%04d", number);
    }
}
