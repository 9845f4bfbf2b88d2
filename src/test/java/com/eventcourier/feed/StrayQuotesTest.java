package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrayQuotesTest {

    @TempDir
    Path folder;

    private Reading read(String text) throws IOException {
        return Reading.of(Reading.file(folder, "file.csv", text));
    }

    @Test
    void textAfterAClosingQuoteIsMalformedAndEndsWithItsLine() throws IOException {
        assertThat(read("a,b\n\"1\"x,\"y\n2,z\n").lines())
                .containsExactly("2 malformed-record", "3 {\"a\":\"2\",\"b\":\"z\"}");
    }

    @Test
    void aQuoteOpenAtTheEndIsTheFaultOfItsFirstLine() throws IOException {
        Reading reading = read("a,b\n1,\"x\n2,y\n3,z\n");

        assertThat(reading.lines())
                .containsExactly("2 malformed-record", "3 {\"a\":\"2\",\"b\":\"y\"}", "4 {\"a\":\"3\",\"b\":\"z\"}");
        assertThat(reading.texts()).startsWith("1,\"x", "2,y");
        assertThat(reading.messages())
                .containsExactly("The row cannot be read: a quote is still open at the end of the file.");
        assertThat(read("a,b\n1,\"x").lines()).containsExactly("2 malformed-record");
        assertThat(read("a,b\n1,\"").lines()).containsExactly("2 malformed-record");
    }

    @Test
    void anUnclosedQuoteDoesNotSwallowLaterRowsThatHaveQuotes() throws IOException {
        assertThat(read("a,b\n1,\"x\n2,y\n3,\"z, \"\"q\"\"\"\n4,\"\"\n\"5\",\"w\nv\"\n")
                        .lines())
                .containsExactly(
                        "2 malformed-record",
                        "3 {\"a\":\"2\",\"b\":\"y\"}",
                        "4 {\"a\":\"3\",\"b\":\"z, \\\"q\\\"\"}",
                        "5 {\"a\":\"4\"}",
                        "6 {\"a\":\"5\",\"b\":\"w\\nv\"}");
    }

    @Test
    void anUnclosedQuoteThatHappensToCloseIsKnownByTheCountOfValues() throws IOException {
        assertThat(read("a,b,c\n1,\"x,9\n2,y,8\n3,z\",7\n").lines())
                .containsExactly("2 {\"a\":\"1\",\"b\":\"x,9\\n2,y,8\\n3,z\",\"c\":\"7\"}");
        assertThat(read("a,b,c\n1,\"x,9\n2,y,8\n3,z,7\"\n").lines())
                .containsExactly(
                        "2 malformed-record",
                        "3 {\"a\":\"2\",\"b\":\"y\",\"c\":\"8\"}",
                        "4 {\"a\":\"3\",\"b\":\"z\",\"c\":\"7\\\"\"}");
    }

    @Test
    void aGoodRowOfManyLinesIsReadThoughAnUnclosedQuoteAboveRanThroughIt() throws IOException {
        assertThat(read("a,b,c,d\n1,\"x,9,8\n2,y,8,7\n5,4,13\",\"p\nq\"\n").lines())
                .containsExactly(
                        "2 malformed-record",
                        "3 {\"a\":\"2\",\"b\":\"y\",\"c\":\"8\",\"d\":\"7\"}",
                        "4 {\"a\":\"5\",\"b\":\"4\",\"c\":\"13\\\"\",\"d\":\"p\\nq\"}");
    }

    @Test
    void aRowOfManyLinesWithTheWrongCountOfValuesIsOneRecord() throws IOException {
        assertThat(read("a,b,c\n1,\"x\ny\"\n2,p,q\n").lines())
                .containsExactly("2 malformed-record", "4 {\"a\":\"2\",\"b\":\"p\",\"c\":\"q\"}");
    }

    @Test
    void aQuotedValueOverTheLargestRecordIsTheFaultOfItsFirstLine() throws IOException {
        String text = "a,b\n1,\"x\n" + "2,y\n".repeat(1000) + "3,\"\n4,z\n";

        Reading reading = Reading.of(Reading.file(folder, "file.csv", text), Format.RECOGNISED, 2000);

        assertThat(reading.lines()).hasSize(1003);
        assertThat(reading.lines().get(0)).isEqualTo("2 malformed-record");
        assertThat(reading.lines().get(1)).isEqualTo("3 {\"a\":\"2\",\"b\":\"y\"}");
        assertThat(reading.messages())
                .containsExactly(
                        "The row cannot be read: a quoted value makes the record longer than max-record, 2000 bytes.",
                        "The row cannot be read: a quote is still open at the end of the file.");
        assertThat(reading.lines()).endsWith("1003 malformed-record", "1004 {\"a\":\"4\",\"b\":\"z\"}");
    }

    /** Each of these makes a reader that tries every quote anew read the whole megabyte after it again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,\"x\n",
                "x\",\"y\n",
                "\"\"\"\n",
                "\"x\",\"\n",
                "1,\"\"\n\"\n",
                "x\",\"y\nx,\"\"\n",
                "\",\n",
                "\",\"\n,\"\"\n",
                "1,\"x\n2,y\n",
                "2,y\nx\",\"y\n"
            })
    @Timeout(60)
    void aMillionStrayQuotesAreReadInLinearTime(String lines) throws IOException {
        String body = lines.repeat(1_000_000);
        Path file = Reading.file(folder, "file.csv", "a,b\n" + body + "1,\"x\"y\n");
        long start = System.nanoTime();
        try (RecordReader reader = RecordReaders.open(file, Format.RECOGNISED, Reading.MEGABYTE)) {
            while (reader.hasNext()) {
                reader.next();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }
}
