package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.event.Codes;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
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

    /** Our own codes, the target's, and {@code http-<status>} for the answers that refuse without a code. */
    private static Set<String> deadLetterCodes() {
        Set<String> codes = new TreeSet<>(Codes.all().keySet());
        IntStream.range(400, 500).mapToObj(status -> "http-" + status).forEach(codes::add);
        return codes;
    }
}
