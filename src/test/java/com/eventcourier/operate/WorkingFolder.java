package com.eventcourier.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the shipped config and routes in which a test may make mistakes. */
record WorkingFolder(Path root) {

    WorkingFolder(Path root) {
        this.root = root;
        try {
            copy(Path.of("config"), root.resolve("config"));
            copy(Path.of("routes"), root.resolve("routes"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    List<String> settings() {
        return List.of(
                "--courier.data=" + root.resolve("data"),
                "--courier.config=" + root.resolve("config"),
                "--courier.routes=" + root.resolve("routes"));
    }
}
