package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordsTest {

    @TempDir
    Path folder;

    private Reading lines(String text) throws IOException {
        return Reading.of(Reading.file(folder, "file.ndjson", text));
    }

    private Reading array(String text) throws IOException {
        return Reading.of(Reading.file(folder, "file.json", text));
    }

    @Test
    void everyLineIsARecordAndBlankOnesAreCounted() throws IOException {
        assertThat(lines("\uFEFF{\"a\":1}\r\n\n  \n {\"a\":{\"b\":[true,null]}} \n{\"a\":\"é\"}")
                        .lines())
                .containsExactly("1 {\"a\":1}", "4 {\"a\":{\"b\":[true,null]}}", "5 {\"a\":\"é\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} {\"b\":2}",
                "[1]",
                "7",
                "\"x\"",
                "null",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,\"a\":2}",
                "nonsense",
                "{\"a\":\"\0\"}",
                "{\"a\":\"\t\"}"
            })
    void aLineThatIsNotOneObjectIsMalformed(String line) throws IOException {
        Reading reading = lines("{\"ok\":1}\n" + line + "\n{\"ok\":2}\n");

        assertThat(reading.lines()).containsExactly("1 {\"ok\":1}", "2 malformed-record", "3 {\"ok\":2}");
        assertThat(reading.texts().get(1)).isEqualTo(line);
    }

    @Test
    void theMessageOfABadLineHoldsNothingOfIt() throws IOException {
        assertThat(lines("{\"customer\":SECRET}\n{\"SECRET\":1,\"SECRET\":2}\n[\"SECRET\"]\n")
                        .messages())
                .containsExactly(
                        "The record is not one complete JSON object: a syntax error near line 1, column 20 of it.",
                        "The record is not one complete JSON object: a name appears twice near line 1, column 21 of it.",
                        "The record is JSON but not an object.");
    }

    @Test
    void anElementThatIsMissingIsCalledThat() throws IOException {
        Reading reading = array("[,{\"a\":1},\n,{\"a\":2} , , {\"a\":3},]");

        assertThat(reading.lines())
                .containsExactly(
                        "1 malformed-record",
                        "2 {\"a\":1}",
                        "3 malformed-record",
                        "4 {\"a\":2}",
                        "5 malformed-record",
                        "6 {\"a\":3}");
        assertThat(reading.messages())
                .containsExactly(
                        "An element of the array is missing before the first comma.",
                        "An element of the array is missing between two commas.",
                        "An element of the array is missing between two commas.");
        assertThat(reading.end()).isNull();
    }

    @Test
    void deepJsonIsMalformed() throws IOException {
        assertThat(lines("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}\n{\"a\":1}\n")
                        .lines())
                .containsExactly("1 malformed-record", "2 {\"a\":1}");
        assertThat(array("[{\"a\":" + "[".repeat(9000) + "]".repeat(9000) + "},{\"a\":1}]")
                        .lines())
                .containsExactly("1 malformed-record", "2 {\"a\":1}");
    }

    @Test
    void numbersStayExact() throws IOException {
        assertThat(lines(
                                "{\"a\":1.50,\"b\":1E+400,\"c\":123456789012345678901234567890,\"d\":0.1000000000000000000001}")
                        .lines())
                .containsExactly(
                        "1 {\"a\":1.50,\"b\":1E+400,\"c\":123456789012345678901234567890,\"d\":0.1000000000000000000001}");
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() throws IOException {
        Path file = Reading.file(folder, "a.ndjson", "{\"a\":\"é\"}\n{\"a\":1}\n", StandardCharsets.ISO_8859_1);

        assertThat(Reading.of(file).lines()).containsExactly("1 malformed-record", "2 {\"a\":1}");
        assertThat(Reading.of(file, new Format(null, null, StandardCharsets.ISO_8859_1, null))
                        .lines())
                .containsExactly("1 {\"a\":\"é\"}", "2 {\"a\":1}");
    }

    @Test
    void elementsOfAnArrayAreRecordsHoweverTheyArePrinted() throws IOException {
        Reading reading = array(" [ {\"a\":\"]},{[\\\"\"},\n{\n \"a\" : [ {} , [ ] ]\n}\n,{\"a\":{\"b\":2}}]\n ");

        assertThat(reading.lines())
                .containsExactly("1 {\"a\":\"]},{[\\\"\"}", "2 {\"a\":[{},[]]}", "3 {\"a\":{\"b\":2}}");
        assertThat(reading.end()).isNull();
        assertThat(array("[]").raw()).isEmpty();
        assertThat(array("[{\"a\":1},]").lines()).containsExactly("1 {\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,,}",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":[1,2}",
                "{\"a\":\"x}",
                "{\"a:1}",
                "{a\":1}",
                "7",
                "[1]",
                "\"x\"",
                "{\"a\":{\"b\":1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1],\"b\":2}",
                "{\"a\":\"line 1\nline ]2\"}",
                "x",
                ""
            })
    void aBadElementDoesNotStopTheArray(String element) throws IOException {
        Reading reading = array("[{\"ok\":1}," + element + ",{\"ok\":2},\n{\"ok\":3}]");

        assertThat(reading.lines())
                .containsExactly("1 {\"ok\":1}", "2 malformed-record", "3 {\"ok\":2}", "4 {\"ok\":3}");
        assertThat(reading.end()).isNull();
    }

    @Test
    void aStringThatIsNotClosedEndsWithItsLine() throws IOException {
        assertThat(array("[\n{\"a\":\"x},\n{\"a\":\"y\"},\n{\"a\":\"z}\n]").lines())
                .containsExactly("1 malformed-record", "2 {\"a\":\"y\"}", "3 malformed-record");
    }

    @Test
    void anArrayCutOffInTheMiddleSaysHowMuchWasComplete() throws IOException {
        Reading reading = array("[{\"a\":1},{\"a\":2},{\"a\":");

        assertThat(reading.lines()).containsExactly("1 {\"a\":1}", "2 {\"a\":2}", "3 malformed-record");
        assertThat(reading.texts().get(2)).isEqualTo("{\"a\":");
        assertThat(reading.end().code()).isEqualTo("malformed-record");
        assertThat(reading.end().message()).isEqualTo("The JSON array is cut off: 2 elements were complete.");
        assertThat(array("[{\"a\":1},").end().message())
                .isEqualTo("The JSON array is cut off: 1 elements were complete.");
        assertThat(array("[").end().message()).isEqualTo("The JSON array is cut off: 0 elements were complete.");
    }

    @Test
    void aBracketTooManyIsARecordThatIsNone() throws IOException {
        Reading reading = array("[{\"a\":1},[1]],{\"a\":2},{\"a\":3}]");

        assertThat(reading.lines())
                .containsExactly(
                        "1 {\"a\":1}", "2 malformed-record", "3 malformed-record", "4 {\"a\":2}", "5 {\"a\":3}");
        assertThat(reading.texts().get(2)).isEqualTo("]");
        assertThat(reading.end()).isNull();
        assertThat(array("[{\"a\":1},{\"b\":2]\n").lines()).containsExactly("1 {\"a\":1}", "2 malformed-record");
    }

    @Test
    void textAfterTheArrayIsItsFault() throws IOException {
        Reading reading = array("[{\"a\":1}] {\"a\":2}");

        assertThat(reading.lines()).containsExactly("1 {\"a\":1}");
        assertThat(reading.end().message())
                .isEqualTo("There is text after the end of the JSON array; the 1 elements before it were read.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\"", "\"\\", "{\"", "\"x\" ", "[", "{", "{\"a\":\"x,", "}", "\",", "]", "] "})
    @Timeout(60)
    void brokenArraysAreReadInLinearTime(String junk) throws IOException {
        Path file = Reading.file(folder, "file.json", "[{\"a\":\"" + junk.repeat(1_000_000) + "\n}]");
        try (RecordReader reader = RecordReaders.open(file, Format.RECOGNISED, Reading.MEGABYTE)) {
            while (reader.hasNext()) {
                assertThat(reader.next().bytes()).hasSizeLessThanOrEqualTo(Reading.MEGABYTE);
            }
        }
    }

    @Test
    void oneObjectIsOneRecordAndIsNotUnwrapped() throws IOException {
        Reading reading = array("\uFEFF\n{\n  \"events\": [\n {\"a\": 1},\n {\"a\": 2}\n ]\n}\n");

        assertThat(reading.format().type()).isEqualTo(Format.Type.JSON);
        assertThat(reading.lines()).containsExactly("1 {\"events\":[{\"a\":1},{\"a\":2}]}");
        assertThat(array("{\n\"a\":1\n").lines()).containsExactly("1 malformed-record");
        assertThat(array("").raw()).isEmpty();
    }

    @Test
    void utf16JsonIsReadToo() throws IOException {
        Path file = Reading.file(folder, "a.json", "\uFEFF[{\"a\":\"é\"}]", StandardCharsets.UTF_16BE);

        assertThat(Reading.of(file).lines()).containsExactly("1 {\"a\":\"é\"}");
    }

    @Test
    void whatIsDeclaredAsAnArrayMustBeOne() throws IOException {
        Path file = Reading.file(folder, "a.json", "{\"a\":1}");

        assertThatThrownBy(() -> RecordReaders.open(file, new Format(Format.Type.JSON_ARRAY, null, null, null), 1000))
                .isInstanceOf(FeedFault.class)
                .hasMessageContaining("The file a.json is declared as a JSON array but begins otherwise.");
    }

    @Test
    void aNumberBeyondAllBoundsSpoilsItsOwnRecordOnly() throws IOException {
        Reading reading = array("[{\"a\":1},{\"a\":1e99999999999},{\"a\":[-1E-99999999999]},{\"a\":2e2147483647}]");

        assertThat(reading.lines())
                .containsExactly("1 {\"a\":1}", "2 malformed-record", "3 malformed-record", "4 {\"a\":2E+2147483647}");
        assertThat(reading.messages()).containsOnly("The record cannot be read: a number in it is beyond all bounds.");
    }
}
