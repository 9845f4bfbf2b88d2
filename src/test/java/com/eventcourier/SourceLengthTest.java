package com.eventcourier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceLengthTest {

    private static final int MOST_LINES = 300;

    @Test
    void noSourceFileIsLongerThan300Lines() throws IOException {
        List<Path> sources = javaFilesIn(Path.of("src/main/java"));

        assertThat(sources).isNotEmpty();
        assertThat(sources).allSatisfy(file -> assertThat(linesOf(file))
                .as("lines of %s; look for a second thing inside it", file)
                .isLessThanOrEqualTo(MOST_LINES));
    }

    private static List<Path> javaFilesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static long linesOf(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
