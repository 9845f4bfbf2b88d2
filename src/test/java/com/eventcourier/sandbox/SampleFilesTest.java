package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {

    private static final Path SHIPPED = Path.of("samples");

    @TempDir
    Path folder;

    @Test
    void eachSampleLandsInTheInboxOfItsFeedAndNothingElse() throws Exception {
        Path inbox = folder.resolve("inbox");

        new SampleFiles(SHIPPED).copyInto(inbox);

        assertThat(filesIn(inbox))
                .containsExactly(
                        "bookings/bookings-2026-11.csv",
                        "events/be_reserved.json",
                        "events/cart.json",
                        "events/events.ndjson");
        Path copied = inbox.resolve("bookings/bookings-2026-11.csv");
        assertThat(copied).hasSameBinaryContentAs(SHIPPED.resolve("bookings/bookings-2026-11.csv"));
    }

    @Test
    void aFileThatIsInTheInboxAlreadyIsLeftAlone() throws Exception {
        Path waiting = folder.resolve("events/cart.json");
        Files.createDirectories(waiting.getParent());
        Files.writeString(waiting, "[]");

        new SampleFiles(SHIPPED).copyInto(folder);

        assertThat(waiting).hasContent("[]");
    }

    @Test
    void whatACrashLeftHalfCopiedIsCopiedAgain() throws Exception {
        Path half = folder.resolve("events/cart.json.tmp");
        Files.createDirectories(half.getParent());
        Files.writeString(half, "[");

        new SampleFiles(SHIPPED).copyInto(folder);

        assertThat(half).doesNotExist();
        assertThat(folder.resolve("events/cart.json")).hasSameBinaryContentAs(SHIPPED.resolve("events/cart.json"));
    }

    @Test
    void aMissingSamplesFolderIsNamed() {
        assertThatThrownBy(() -> new SampleFiles(Path.of("no-samples")).copyInto(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("The folder no-samples with the sample files is not there, nothing was copied; start in"
                        + " the folder that holds it, or set courier.sandbox.samples.");
    }

    @Test
    void theShippedFilesHaveAsManyRecordsAsTheirReadmeSays() throws Exception {
        assertThat(Files.readAllLines(SHIPPED.resolve("bookings/bookings-2026-11.csv")))
                .hasSize(1 + 40);
        assertThat(Files.readAllLines(SHIPPED.resolve("events/events.ndjson"))).hasSize(20);
        assertThat(SandboxJson.read(Files.readAllBytes(SHIPPED.resolve("events/cart.json"))))
                .hasSize(5);
        assertThat(SandboxJson.read(Files.readAllBytes(SHIPPED.resolve("events/be_reserved.json")))
                        .isObject())
                .isTrue();
    }

    private static List<String> filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
