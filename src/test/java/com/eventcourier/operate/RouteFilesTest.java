package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The routes that we ship. */
class RouteFilesTest {

    private static final Set<String> KEYS =
            PlaceholderKeys.in(Path.of("config/application.yaml"), Path.of("src/main/resources/application.yaml"));

    @Test
    void nothingIsWrongInTheRoutes() {
        assertThat(new RouteLint().check(Path.of("routes"), KEYS, deadLetterCodes()))
                .isEmpty();
    }

    private static Set<String> deadLetterCodes() {
        Set<String> codes = new TreeSet<>(Set.of(
                "malformed-record",
                "attribute-missing",
                "attribute-type",
                "attribute-value",
                "attribute-unknown",
                "mapping-failed",
                "too-large",
                "key-conflict",
                "stale",
                "retry-exhausted",
                "poison",
                "refused-alone",
                "unknown-answer"));
        IntStream.rangeClosed(7304, 7311).mapToObj(Integer::toString).forEach(codes::add);
        Stream.of(400, 404, 405, 409, 410, 413, 415, 422)
                .map(status -> "http-" + status)
                .forEach(codes::add);
        return codes;
    }
}
