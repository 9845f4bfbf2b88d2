package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedFileTest {

    private static final String OURS = "courier_id,courier_row,courier_code,courier_reason,courier_raw";

    @TempDir
    Path folder;

    /** Refuses every record of the file, with ids dl-1, dl-2 and so on. */
    private Path refuseAll(Reading reading, String name) throws IOException {
        Path file = folder.resolve(name);
        try (RejectedFile rejected = RejectedFile.create(file, reading.format(), reading.header())) {
            for (int i = 0; i < reading.raw().size(); i++) {
                RawRecord raw = reading.raw().get(i);
                String code = raw.fault() == null ? "7308" : raw.fault().code();
                rejected.add(raw.bytes(), "dl-" + (i + 1), raw.position(), code, "No, \"never\".");
            }
        }
        return file;
    }

    private String refused(String name, String text) throws IOException {
        return Files.readString(refuseAll(Reading.of(Reading.file(folder, name, text)), "out-" + name));
    }

    @Test
    void rowsComeBackInTheirColumnsWithTheReason() throws IOException {
        assertThat(refused("a.csv", "b;a\n1;\"x;\"\"y\"\"\nz\"\n\" 2 \";\n"))
                .isEqualTo("b;a;" + OURS.replace(',', ';') + "\n"
                        + "1;\"x;\"\"y\"\"\nz\";dl-1;2;7308;\"No, \"\"never\"\".\";\n"
                        + "\" 2 \";;dl-2;4;7308;\"No, \"\"never\"\".\";\n");
    }

    @Test
    void rowsOutOfShapeAreFittedToTheHeaderAndKeptRaw() throws IOException {
        assertThat(refused("a.csv", "a,b\n1\n1,2,3\n\"1\"x,2\n1,\"x\n"))
                .isEqualTo("a,b," + OURS + "\n"
                        + "1,,dl-1,2,7308,\"No, \"\"never\"\".\",1\n"
                        + "1,2,dl-2,3,7308,\"No, \"\"never\"\".\",\"1,2,3\"\n"
                        + "\"\"\"1\"\"x\",2,dl-3,4,malformed-record,\"No, \"\"never\"\".\",\"\"\"1\"\"x,2\"\n"
                        + "1,\"\"\"x\",dl-4,5,malformed-record,\"No, \"\"never\"\".\",\"1,\"\"x\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "windows-1252"})
    void aFileDroppedAgainReadsAsBeforeAndNamesItsDeadLetters(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String text = "a,b\n1,\" é \"\n\"x\"\"\n,\",#y\n";
        Format declared = new Format(null, null, charset, null);
        Reading first = Reading.of(Reading.file(folder, "a.csv", text, charset), declared);

        Reading again = Reading.of(refuseAll(first, "a.rejected.csv"), declared);

        assertThat(again.format().charset()).isEqualTo(first.format().charset());
        assertThat(again.parsed()).extracting(ParsedRecord::fields).isEqualTo(fields(first));
        assertThat(again.parsed()).extracting(ParsedRecord::courierId).containsExactly("dl-1", "dl-2");
    }

    private static List<?> fields(Reading reading) {
        return reading.parsed().stream().map(ParsedRecord::fields).toList();
    }

    @Test
    void courierColumnsOfTheInputAreReplacedWhereverTheyStand() throws IOException {
        assertThat(refused("a.csv", "courier_id,a,courier_raw,b,courier_row\nold,1,old,2,old\n"))
                .isEqualTo("a,b," + OURS + "\n1,2,dl-1,2,7308,\"No, \"\"never\"\".\",\n");
    }

    @Test
    void aFileOfAHeaderlessFeedGetsAHeaderThatIsUnderstoodWhenDroppedAgain() throws IOException {
        Format declared = new Format(null, null, null, List.of("a", "b"));
        Reading first = Reading.of(Reading.file(folder, "a.csv", "1,2\n"), declared);

        Reading again = Reading.of(refuseAll(first, "a.rejected.csv"), declared);

        assertThat(again.lines()).containsExactly("2 {\"a\":\"1\",\"b\":\"2\"}");
        assertThat(again.parsed().get(0).courierId()).isEqualTo("dl-1");
    }

    @Test
    void theByteOrderMarkIsKept() throws IOException {
        assertThat(refused("a.csv", "\uFEFFa\n1\n")).startsWith("\uFEFFa,courier_id");
        Reading utf16 = Reading.of(Reading.file(folder, "b.csv", "\uFEFFa\n1\n", StandardCharsets.UTF_16LE));
        assertThat(Files.readString(refuseAll(utf16, "b.rejected.csv"), StandardCharsets.UTF_16LE))
                .startsWith("\uFEFFa,courier_id");
    }

    @Test
    void linesKeepTheirTextAndWhatIsNoObjectIsKeptRaw() throws IOException {
        String ours = "\"courier_id\":\"dl-%d\",\"courier_row\":%d,\"courier_code\":\"7308\","
                + "\"courier_reason\":\"No, \\\"never\\\".\"";
        String text = "{ \"a\" : 1.50e3, \"b\":\"\\u0041\" }\n{}\n{\"a\":\n";

        assertThat(refused("a.ndjson", text))
                .isEqualTo("{ \"a\" : 1.50e3, \"b\":\"\\u0041\"," + ours.formatted(1, 1) + "}\n"
                        + "{" + ours.formatted(2, 2) + "}\n"
                        + "{" + ours.formatted(3, 3) + ",\"courier_raw\":\"{\\\"a\\\":\"}\n");
    }

    @Test
    void jsonDroppedAgainReadsAsBeforeAndCanBeRefusedAgain() throws IOException {
        for (String text : List.of(
                "[{\"a\":1.50},\n{\n \"b\":[{\"c\":null}]\n}]",
                "{\"a\":1.50}\n{\"b\":[{}]}\n",
                "{\n\"a\" : 1.50 }\n")) {
            Reading first = Reading.of(Reading.file(folder, "a.json", text));
            Reading second = Reading.of(refuseAll(first, "a.rejected.json"));
            Reading third = Reading.of(refuseAll(second, "b.rejected.json"));
            assertThat(third.end()).isNull();
            assertThat(third.format()).isEqualTo(first.format());
            assertThat(fields(third)).isEqualTo(fields(first));
            assertThat(third.parsed().get(0).courierId()).isEqualTo("dl-1");
            assertThat(third.texts().get(0)).containsOnlyOnce("courier_id");
        }
    }

    @Test
    void whatTheCharsetDoesNotHaveIsEscapedAlsoWhenItIsRefusedAgain() throws IOException {
        String text = "{\"a\":\"\\u20ac 5\",\"b\":\"\\ud83d\"}\n";
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)) {
            Format declared = new Format(null, null, charset, null);
            Reading first = Reading.of(Reading.file(folder, "a.ndjson", text, charset), declared);
            Reading second = Reading.of(refuseAll(first, "a.rejected.ndjson"), declared);
            Reading third = Reading.of(refuseAll(second, "b.rejected.ndjson"), declared);
            assertThat(fields(third)).isEqualTo(fields(first));
        }
    }

    @Test
    void bytesOutsideTheCharsetAreShownAsFarAsPossible() throws IOException {
        Path file = Reading.file(folder, "a.csv", "a,b\né,1\n", StandardCharsets.ISO_8859_1);

        assertThat(Files.readString(refuseAll(Reading.of(file), "a.rejected.csv")))
                .contains("\uFFFD,1,dl-1,2,7308,")
                .endsWith("\"\uFFFD,1\"\n");
    }

    @Test
    void theFileAppearsOnlyWhenClosedAndForItsOwnerOnly() throws IOException {
        Format format = new Format(Format.Type.CSV, ',', StandardCharsets.UTF_8, null);
        Path file = folder.resolve("a.rejected.csv");
        try (RejectedFile rejected = RejectedFile.create(file, format, List.of("a"))) {
            rejected.add("1".getBytes(StandardCharsets.UTF_8), "dl-1", 2, "7308", "No.");
            assertThat(file).doesNotExist();
        }
        assertThat(file).content().isEqualTo("a," + OURS + "\n1,dl-1,2,7308,No.,\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aCutRecordHasNoValuesOfItsOwnAndIsRefusedWhereverItIsReadAgain() throws IOException {
        for (String text : List.of("a,b\n1,22222222222222222222\n", "{\"a\":\"2222222222222222222222\"}\n3\n")) {
            String extension = text.startsWith("{") ? ".ndjson" : ".csv";
            Reading cut = Reading.of(Reading.file(folder, "a" + extension, text), Format.RECOGNISED, 20);
            assertThat(cut.parsed().get(0).fault().code()).isEqualTo("too-large");
            Path file = folder.resolve("rejected" + extension);
            try (RejectedFile rejected = RejectedFile.create(file, cut.format(), cut.header())) {
                rejected.add(cut.raw().get(0).bytes(), "dl-1", 2, "too-large", "No.");
            }
            Reading again = Reading.of(file);
            assertThat(again.lines()).as(extension).singleElement().asString().endsWith(" malformed-record");
            Reading third = Reading.of(refuseAll(again, "again" + extension));
            assertThat(third.texts().get(0)).as(extension).contains("2222222222");
            assertThat(third.parsed().get(0).fields()).as(extension).isNull();
        }
    }

    @Test
    void aDiscardedFileLeavesNothing() throws IOException {
        Format format = new Format(Format.Type.JSON, null, StandardCharsets.UTF_8, null);
        try (RejectedFile rejected = RejectedFile.create(folder.resolve("a.json"), format, List.of())) {
            rejected.discard();
        }
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> RejectedFile.create(folder.resolve("no/a.json"), format, List.of()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDelimiterThatIsAlsoACommentSignIsWritten() throws IOException {
        Format declared = new Format(null, '#', null, null);
        Reading first = Reading.of(Reading.file(folder, "a.csv", "a#b\n1#\"x#y\"\n"), declared);

        assertThat(fields(Reading.of(refuseAll(first, "b.csv"), declared))).isEqualTo(fields(first));
    }

    @Test
    void aRecordWithANumberBeyondAllBoundsIsKeptRaw() throws IOException {
        assertThat(refused("a.ndjson", "{\"a\":1e99999999999}\n"))
                .contains("\"courier_raw\":\"{\\\"a\\\":1e99999999999}\"");
    }
}
