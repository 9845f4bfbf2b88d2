package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {

    @TempDir
    Path folder;

    private Reading read(String text) throws IOException {
        return Reading.of(Reading.file(folder, "file.csv", text));
    }

    private static Format headerless(String... columns) {
        return new Format(null, null, null, List.of(columns));
    }

    @Test
    void rowsBecomeTextByTheirHeaderAndCarryTheirLine() throws IOException {
        Reading reading = read("a,b\n1,x\n2.50,y\n");

        assertThat(reading.header()).containsExactly("a", "b");
        assertThat(reading.lines()).containsExactly("2 {\"a\":\"1\",\"b\":\"x\"}", "3 {\"a\":\"2.50\",\"b\":\"y\"}");
        assertThat(reading.format()).isEqualTo(new Format(Format.Type.CSV, ',', StandardCharsets.UTF_8, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndIsUnderstoodAndTheLastOneMayBeMissing(String lineEnd) throws IOException {
        String text = "a,b\n1,\"x\"\n\n2,\"y\nz\"\n3,w".replace("\n", lineEnd);

        Reading reading = read(text);

        assertThat(reading.raw()).extracting(RawRecord::position).containsExactly(2L, 4L, 6L);
        assertThat(reading.parsed())
                .extracting(record -> record.fields().get("b").asText())
                .containsExactly("x", "y" + lineEnd + "z", "w");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void commonDelimitersAreRecognisedFromTheHeader(char delimiter) throws IOException {
        Reading reading = read("\"a,;|\t,;|\t\"#b#c\n1#2#3\n".replace('#', delimiter));

        assertThat(reading.format().delimiter()).isEqualTo(delimiter);
        assertThat(reading.header()).containsExactly("a,;|\t,;|\t", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(chars = {'#', ':', ' ', '§', '\u0001'})
    void anyCharacterCanBeDeclaredAsDelimiter(char delimiter) throws IOException {
        Path file = Reading.file(folder, "file.csv", "a@b\n1@\"x@y\nz\"\n".replace('@', delimiter));

        Reading reading = Reading.of(file, new Format(null, delimiter, null, null));

        assertThat(reading.parsed().get(0).fields().get("b").asText()).isEqualTo("x" + delimiter + "y\nz");
        assertThat(reading.raw()).hasSize(1);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        Reading reading = read("\uFEFF\"a\",b\n1,2\n");

        assertThat(reading.header()).containsExactly("a", "b");
        assertThat(reading.format().bom()).isTrue();
    }

    @Test
    void blanksAreTrimmedOutsideQuotesAndEmptyValuesAreAbsent() throws IOException {
        Reading reading = read("a , \"b\" ,c,d\n  1\t, \" x \" ,\"\",   \n");

        assertThat(reading.lines()).containsExactly("2 {\"a\":\"1\",\"b\":\" x \"}");
    }

    @Test
    void quotesMayHoldDelimitersQuotesAndLineBreaks() throws IOException {
        Reading reading = read("a,b\n\"1,2\",\"say \"\"hi\"\"\r\n\r\nbye\"\n3,5\" wide\n\"\"\"\",\"\"\"x\"\"\"\n");

        assertThat(reading.lines())
                .containsExactly(
                        "2 {\"a\":\"1,2\",\"b\":\"say \\\"hi\\\"\\r\\n\\r\\nbye\"}",
                        "5 {\"a\":\"3\",\"b\":\"5\\\" wide\"}",
                        "6 {\"a\":\"\\\"\",\"b\":\"\\\"x\\\"\"}");
    }

    @Test
    void blankLinesAreSkippedButCounted() throws IOException {
        assertThat(read("\n  \na\n\n \t\r\n1\n\n").lines()).containsExactly("6 {\"a\":\"1\"}");
    }

    @Test
    void aRowOfDelimitersIsARecordWithoutFields() throws IOException {
        assertThat(read("a,b\n,\n").lines()).containsExactly("2 {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n", "a,b", "a,b\n", "a,b\r\n\r\n"})
    void aFileWithoutRowsHasNoRecordsAndNoFault(String text) throws IOException {
        Reading reading = read(text);

        assertThat(reading.raw()).isEmpty();
        assertThat(reading.end()).isNull();
    }

    @Test
    void raggedRowsAreMalformedAndTheOthersAreRead() throws IOException {
        Reading reading = read("a,b\n1\n1,2,3\n1,2\n");

        assertThat(reading.lines())
                .containsExactly("2 malformed-record", "3 malformed-record", "4 {\"a\":\"1\",\"b\":\"2\"}");
        assertThat(reading.messages())
                .containsExactly("The row has 1 values, the header has 2.", "The row has 3 values, the header has 2.");
    }

    @Test
    void bytesThatAreNotInTheCharsetAreMalformed() throws IOException {
        Path file = Reading.file(folder, "file.csv", "a\nJosé\nx\n", StandardCharsets.ISO_8859_1);

        Reading reading = Reading.of(file);

        assertThat(reading.lines()).containsExactly("2 malformed-record", "3 {\"a\":\"x\"}");
        assertThat(reading.messages())
                .containsExactly("The record has bytes that are not valid in UTF-8."
                        + " They are in the original file, in .done; courier_raw shows a sign in their place.");
        assertThat(read("a\n\uFFFD\n").lines()).containsExactly("2 {\"a\":\"\uFFFD\"}");
    }

    @Test
    void nulCharactersAreMalformed() throws IOException {
        assertThat(read("a\nx\0y\nz\n").lines()).containsExactly("2 malformed-record", "3 {\"a\":\"z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"windows-1252", "ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "Shift_JIS", "IBM500"})
    void charsetsAreDeclared(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String value = charset.newEncoder().canEncode('é') ? "é" : "表";
        Path file = Reading.file(folder, "file.csv", "a,b\n1,\"" + value + "\n|\"\n2,x\n", charset);

        Reading reading = Reading.of(file, new Format(Format.Type.CSV, ',', charset, null));

        assertThat(reading.lines())
                .containsExactly("2 {\"a\":\"1\",\"b\":\"" + value + "\\n|\"}", "4 {\"a\":\"2\",\"b\":\"x\"}");
    }

    @Test
    void utf16IsRecognisedByItsMarkAndABadCharacterCostsOneRow() throws IOException {
        Path file = Reading.file(folder, "file.csv", "\uFEFFa,b\n1,x@\n2,y\n", StandardCharsets.UTF_16LE);
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.UTF_16LE).indexOf('@') * 2;
        bytes[at] = 0x00;
        bytes[at + 1] = (byte) 0xD8;
        Files.write(file, bytes);

        Reading reading = Reading.of(file);

        assertThat(reading.format().charset()).isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(reading.lines()).containsExactly("2 malformed-record", "3 {\"a\":\"2\",\"b\":\"y\"}");
    }

    @Test
    void aDeclaredHeaderMakesTheFirstLineARecord() throws IOException {
        Path file = Reading.file(folder, "file.csv", "1;2,5;x\n2;3,5;y\n");

        Reading reading = Reading.of(file, headerless("a", "b", "c"));

        assertThat(reading.format().delimiter()).isEqualTo(';');
        assertThat(reading.lines().get(0)).isEqualTo("1 {\"a\":\"1\",\"b\":\"2,5\",\"c\":\"x\"}");
        assertThat(reading.lines()).hasSize(2);
    }

    @Test
    void aFileOfADeclaredHeaderMayStillHaveIt() throws IOException {
        Path file = Reading.file(folder, "file.csv", "a,b\n1,2\n");

        assertThat(Reading.of(file, headerless("a", "b")).lines()).containsExactly("2 {\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void aHeaderThatIsPlainlyWrongStopsTheFile() {
        assertThatThrownBy(() -> open("a,b,a\n1,2,3\n"))
                .isInstanceOf(FeedFault.class)
                .hasMessage("Columns 1 and 3 of the file file.csv have the same name in the header.");
        assertThatThrownBy(() -> open("a,,c\n1,2,3\n"))
                .isInstanceOf(FeedFault.class)
                .hasMessage("Column 2 of the file file.csv has no name in the header.");
        assertThatThrownBy(() -> open("a,\"b\n1,2\n"))
                .isInstanceOf(FeedFault.class)
                .hasMessageContaining("has no header that can be read: its first record, on line 1, is faulty.");
        assertThatThrownBy(() -> open("\0\0\0\n1,2\n"))
                .isInstanceOf(FeedFault.class)
                .hasMessageContaining("is not text in the file's charset.");
    }

    private void open(String text) throws IOException {
        RecordReaders.open(Reading.file(folder, "file.csv", text), Format.RECOGNISED, 1024)
                .close();
    }

    @Test
    void aFileThatCannotBeReadSaysSo() {
        assertThatThrownBy(() -> RecordReaders.open(folder.resolve("gone.csv"), Format.RECOGNISED, 1024))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RecordReaders.open(folder, Format.RECOGNISED, 1024))
                .isInstanceOf(IOException.class);
    }
}
