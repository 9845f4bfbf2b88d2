package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.feed.Format.Type;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "a.csv    @ a,b|1,2|                             @ CSV",
                "a.txt    @ a;b|1;2|                             @ CSV",
                "a.json   @ a,b|1,2|                             @ JSON",
                "a.csv    @ {\"a\":1}|{\"a\":2}|                 @ NDJSON",
                "a.json   @ {\"a\":1}|{\"a\":2}|                 @ NDJSON",
                "a.json   @ {\"a\":1}|                           @ JSON",
                "a.ndjson @ {\"a\":1}|                           @ NDJSON",
                "a.dat    @ {\"a\":1}                            @ NDJSON",
                "a.dat    @ {|\"a\":1|}                          @ JSON",
                "a.dat    @ {\"a\":1,|\"b\":2}|                  @ JSON",
                "a.dat    @ {\"a\":[|{\"b\":1},|{\"b\":2}|]}     @ JSON",
                "a.dat    @ {\"a\":[{\"b\":1},|{\"b\":2}|]}      @ JSON",
                "a.dat    @ {\"a\":1|{\"a\":2}|{\"a\":3}|        @ NDJSON",
                "a.json   @ {\"a\":1,|{\"a\":2}|{\"a\":3}|           @ NDJSON",
                "a.json   @ {\"a\":|{\"a\":2}|{\"a\":3}|             @ NDJSON",
                "a.json   @ {\"a\":[|{\"a\":2}|{\"a\":3}|            @ NDJSON",
                "a.json   @ {\"a\":1,|{\"a\":|{\"a\":3}|{\"a\":4}| @ NDJSON",
                "a.json   @ {\"a\":|{\"b\":1}|,\"c\":|{\"d\":1}|}   @ JSON",
                "a.json   @ {\"a\":[|{\"b\":1}|],\"c\":[|{}|]}       @ JSON",
                "a.json   @ {\"a\":[|{\"b\":1},|{\"b\":2},|{}|]}     @ JSON",
                "a.json   @ {|\"a\": {|\"b\": 1|},|\"c\": [|{}|]|}    @ JSON",
                "a.jsonl  @ nonsense|{\"a\":2}|                  @ NDJSON",
                "a.dat    @ |  [{\"a\":1}]                       @ JSON_ARRAY",
                "a.csv    @ [|{\"a\":1}]                         @ JSON_ARRAY"
            })
    void theTypeIsToldByContentThenByExtension(String name, String text, Type type) throws IOException {
        Path file = Reading.file(folder, name, text.replace('|', '\n'));

        assertThat(Reading.of(file).format().type()).isEqualTo(type);
    }

    @Test
    void anEmptyFileIsWhatItsExtensionSays() throws IOException {
        assertThat(Reading.of(Reading.file(folder, "a.csv", "")).format().type())
                .isEqualTo(Type.CSV);
        assertThat(Reading.of(Reading.file(folder, "a.json", " ")).format().type())
                .isEqualTo(Type.JSON);
        assertThat(Reading.of(Reading.file(folder, "a.ndjson", "\n")).format().type())
                .isEqualTo(Type.NDJSON);
    }

    @Test
    void aLongFirstLineIsStillOneOfMany() throws IOException {
        String line = "{\"a\":\"" + "x".repeat(300_000) + "\"}\n";

        Reading reading = Reading.of(Reading.file(folder, "a.json", line.repeat(3)));

        assertThat(reading.format().type()).isEqualTo(Type.NDJSON);
        assertThat(reading.raw()).hasSize(3);
    }

    @Test
    void whatIsDeclaredIsNotGuessed() throws IOException {
        Path file = Reading.file(folder, "a.json", "{x};y\n1;2\n");

        Reading reading = Reading.of(file, new Format(Type.CSV, null, null, null));

        assertThat(reading.lines()).containsExactly("2 {\"{x}\":\"1\",\"y\":\"2\"}");
        assertThat(Reading.of(Reading.file(folder, "b.csv", "[{\"a\":1}]"), new Format(Type.JSON, null, null, null))
                        .lines())
                .containsExactly("1 {\"a\":1}");
    }

    @Test
    void onlyARejectedFileMayHaveAnotherDelimiterThanIsDeclared() throws IOException {
        Format semicolons = new Format(Type.CSV, ';', null, null);

        Path saved = Reading.file(folder, "a.csv", "name,age,courier_id\n\"x;y\",1,2-00000000\n");
        Path other = Reading.file(folder, "b.csv", "name,age\n\"x;y\",1\n");
        Path asItWas = Reading.file(folder, "c.csv", "na,me;courier_id\nx,y;2-00000000\n");

        assertThat(Reading.of(saved, semicolons).format().delimiter()).isEqualTo(',');
        assertThat(Reading.of(other, semicolons).format().delimiter()).isEqualTo(';');
        assertThat(Reading.of(asItWas, semicolons).format().delimiter()).isEqualTo(';');
    }

    @Test
    @Timeout(30)
    void aLongFirstLineIsLookedThroughOnce() throws IOException {
        Path file = Reading.file(folder, "a.csv", "x".repeat(900_000) + ",b\n1,2\n");

        try (RecordReader reader = RecordReaders.open(file, Format.RECOGNISED, Reading.MEGABYTE)) {
            assertThat(reader.format().delimiter()).isEqualTo(',');
        }
    }

    @Test
    void theLettersOfATarInATableMakeNoArchive() throws IOException {
        String before = "a,b\n" + "x".repeat(253);
        assertThat(RecordReaders.isArchive(Reading.file(folder, "a.csv", before + "ustar,1\n")))
                .isFalse();
        assertThat(RecordReaders.isArchive(Reading.file(folder, "b.csv", before + "ustar")))
                .isFalse();
        assertThat(RecordReaders.isArchive(Reading.file(folder, "a.tar", before + "ustar\u000000")))
                .isTrue();
        assertThat(RecordReaders.isArchive(Reading.file(folder, "b.tar", before + "ustar  \u0000")))
                .isTrue();
    }
}
