package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeRecordsTest {

    private static final int FIFTY_MEGABYTES = 50 * Reading.MEGABYTE;

    @TempDir
    Path folder;

    private Path fileWithHugeRecord(String name, String before, String after) throws IOException {
        Path file = folder.resolve(name);
        byte[] filling = "x".repeat(1024).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < FIFTY_MEGABYTES; written += filling.length) {
                out.write(filling);
            }
            out.write(after.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '@',
            value = {
                "file.csv    @ a,b|1,           @ ,2|3,4|              @ 2 @ 3 {\"a\":\"3\",\"b\":\"4\"}",
                "file.csv    @ a,b|1,\"         @ \",2|3,4|            @ 2 @ 3 {\"a\":\"3\",\"b\":\"4\"}",
                "file.ndjson @ {\"a\":\"        @ \"}|{\"a\":1}        @ 1 @ 2 {\"a\":1}",
                "file.json   @ [{\"a\":\"       @ \"},{\"a\":1}]       @ 1 @ 2 {\"a\":1}",
                "file.json   @ [{\"a\":[1,{},   @ ]},{\"a\":1}]        @ 1 @ 2 {\"a\":1}"
            })
    void aRowOfFiftyMegabytesIsTooLargeAndIsNotHeld(
            String name, String before, String after, long position, String next) throws IOException {
        Path file = fileWithHugeRecord(name, before.replace('|', '\n'), after.replace('|', '\n'));

        try (RecordReader reader = RecordReaders.open(file, Format.RECOGNISED, Reading.MEGABYTE)) {
            RecordParser parser = new RecordParser(reader.format(), reader.header());
            RawRecord huge = reader.next();
            assertThat(huge.position()).isEqualTo(position);
            assertThat(huge.bytes()).hasSize(Reading.MEGABYTE);
            assertThat(parser.parse(huge).fault().code()).isEqualTo("too-large");
            RawRecord small = reader.next();
            assertThat(small.position() + " " + parser.parse(small).fields()).isEqualTo(next);
            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.end()).isNull();
            assertThat(((Records) reader).window.bytes).hasSizeLessThan(4 * Reading.MEGABYTE);
        }
    }

    @Test
    void oneObjectOfFiftyMegabytesIsTooLarge() throws IOException {
        Path file = fileWithHugeRecord("file.json", "{\n\"a\":\"", "\"}");

        Reading reading = Reading.of(file);

        assertThat(reading.format().type()).isEqualTo(Format.Type.JSON);
        assertThat(reading.lines()).containsExactly("1 too-large");
        assertThat(reading.raw().get(0).bytes()).hasSize(Reading.MEGABYTE);
    }

    @Test
    void aRecordOfExactlyTheLargestSizeIsRead() throws IOException {
        String text = "a\n" + "x".repeat(100) + "\n" + "y".repeat(101) + "\nz\n";

        Reading reading = Reading.of(Reading.file(folder, "file.csv", text), Format.RECOGNISED, 100);

        assertThat(reading.lines())
                .containsExactly("2 {\"a\":\"" + "x".repeat(100) + "\"}", "3 too-large", "4 {\"a\":\"z\"}");
        assertThat(reading.texts().get(1)).isEqualTo("y".repeat(100));
    }

    @Test
    void aLargeFileIsReadThroughASmallWindow() throws IOException {
        Path file = folder.resolve("file.csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("id,text\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 600_000; i++) {
                out.write((i + ",\"one, two\n" + "three four five six seven eight nine ten eleven twelve\"\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        try (RecordReader reader = RecordReaders.open(file, Format.RECOGNISED, Reading.MEGABYTE)) {
            assertThat(reader.size()).isGreaterThan(40 * Reading.MEGABYTE);
            RecordParser parser = new RecordParser(reader.format(), reader.header());
            for (int i = 0; i < 600_000; i++) {
                RawRecord record = reader.next();
                assertThat(record.position()).isEqualTo(2L + 2L * i);
                if (i % 1000 == 0) {
                    assertThat(parser.parse(record).fields().get("id").asText()).isEqualTo(Integer.toString(i));
                    assertThat(reader.bytesRead()).isLessThanOrEqualTo(reader.size());
                }
            }
            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.bytesRead()).isEqualTo(reader.size());
            assertThat(((Records) reader).window.bytes).hasSize(4 * Window.CHUNK);
        }
    }
}
