package com.eventcourier;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.operate.CourierCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The feed and the event type that the README adds work as printed there. */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeExampleTest {

    /** A path at the end of a paragraph, and the block after it. */
    private static final Pattern FILE =
            Pattern.compile("`([\\w./-]+\\.(?:yaml|jslt|json|csv))`:\\n\\n```\\w*\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path root;

    private String readme;
    private final Map<String, String> files = new HashMap<>();

    @BeforeEach
    void addTheFilesOfTheReadme() throws IOException {
        copy(Path.of("config"));
        copy(Path.of("routes"));
        readme = Files.readString(Path.of("README.md"));
        Matcher printed = FILE.matcher(readme);
        while (printed.find()) {
            files.put(printed.group(1), printed.group(2));
            Path file = root.resolve(printed.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, printed.group(2));
        }
    }

    @Test
    void itIsCompleteAndTheCheckFindsNothingWrong(CapturedOutput screen) {
        assertThat(files)
                .containsOnlyKeys(
                        "config/events/order_placed.yaml",
                        "config/feeds/orders/feed.yaml",
                        "config/feeds/orders/order_placed.jslt",
                        "config/feeds/orders/cases/good.in.json",
                        "config/feeds/orders/cases/good.out.json",
                        "routes/feeds/orders.camel.yaml",
                        "routes/outcomes/dead-letter-7306.camel.yaml",
                        "routes/outcomes/dead-letter-7307.camel.yaml",
                        "orders-1.csv");

        int exitCode = CourierCommand.execute("check", setting("config"), setting("routes"));

        assertThat(exitCode).as(screen.getAll()).isZero();
    }

    @Test
    void thePreviewSaysWhatIsPrinted(CapturedOutput screen) {
        String file = root.resolve("orders-1.csv").toString();

        int exitCode = CourierCommand.execute("preview", "orders", file, setting("config"), setting("routes"));

        assertThat(exitCode).isZero();
        assertThat(readme).contains("\n```\n" + screen.getOut().strip() + "\n```\n");
    }

    private String setting(String folder) {
        return "--courier." + folder + "=" + root.resolve(folder);
    }

    private void copy(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Path copy = root.resolve(each);
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
            }
        }
    }
}
