package com.eventcourier.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A working folder as a user has it: {@code routes/} and {@code config/}, and the data folder that a run makes. */
final class CourierFolder {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    private CourierFolder(Path root) {
        this.root = root;
    }

    /** The shipped routes and settings in an empty folder. */
    static CourierFolder in(Path root) throws IOException {
        CourierFolder folder = new CourierFolder(root);
        folder.copy("routes");
        folder.copy("config");
        return folder;
    }

    CourierFolder withSamples() throws IOException {
        copy("samples");
        return this;
    }

    private void copy(String name) throws IOException {
        Path from = Path.of(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, root.resolve(name).resolve(from.relativize(file)));
            }
        }
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("data");
    }

    Path inbox(String feed) {
        return data().resolve("inbox").resolve(feed);
    }

    Path outbox(String feed) {
        return data().resolve("outbox").resolve(feed);
    }

    /** Adds a file of the user's own. */
    void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** Another feed that reads a queue, like the shipped one. */
    void withQueueFeed(String feed) throws IOException {
        write("config/feeds/" + feed + "/feed.yaml", "feed: " + feed + "\naccount: main\nevent: be_reserved\n");
        write(
                "config/feeds/" + feed + "/be_reserved.jslt",
                Files.readString(Path.of("config/feeds/reservations/be_reserved.jslt")));
        write(
                "routes/feeds/" + feed + ".camel.yaml",
                Files.readString(Path.of("routes/feeds/reservations.camel.yaml"))
                        .replace("reservations", feed));
    }

    /** Changes a shipped file as an operator would. */
    void change(String file, String from, String to) throws IOException {
        String content = Files.readString(root.resolve(file));
        if (!content.contains(from)) {
            throw new AssertionError(file + " has no " + from);
        }
        Files.writeString(root.resolve(file), content.replace(from, to));
    }

    /** The first step of each retry is half a second, so that a test sees many. */
    CourierFolder retryQuickly() throws IOException {
        for (String row : List.of("{status: 5xx, ", "{status: [500, 502, 504], ", "{failure: no-answer, ")) {
            change("config/outcomes.yaml", row, row + "first: 500ms, ");
        }
        return this;
    }

    /** Copies a file into the inbox of a feed, under a temporary name first, as a partner should. */
    void drop(String feed, String name, Path file) throws IOException {
        Files.createDirectories(inbox(feed));
        Path temporary = inbox(feed).resolve(name + ".tmp");
        Files.copy(file, temporary);
        Files.move(temporary, inbox(feed).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void drop(String feed, String name, String content) throws IOException {
        Path file = Files.writeString(root.resolve("to-drop"), content);
        drop(feed, name, file);
    }

    Path reportFile(String feed, String name) {
        return outbox(feed).resolve(name + ".report.json");
    }

    JsonNode report(String feed, String name) {
        try {
            return JSON.readTree(reportFile(feed, name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the report of a file is there and says that nothing of it can change any more. */
    JsonNode awaitFinalReport(String feed, String name) {
        Path file = reportFile(feed, name);
        await(file.getFileName() + ", final")
                .atMost(Sizes.PATIENCE)
                .until(() ->
                        Files.exists(file) && report(feed, name).path("final").asBoolean());
        return report(feed, name);
    }

    /** Waits until a file is out of the inbox. */
    void awaitMoved(String feed, String name) {
        Path moved = inbox(feed).resolve(".done").resolve(name);
        await(name + " in .done")
                .atMost(Sizes.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.isRegularFile(moved));
    }

    /** The rows of the dead letters of a feed that stand in files, by code; a row that stands there twice is a fault. */
    Map<String, TreeSet<Long>> deadLetterRows(String feed) throws IOException {
        Map<String, TreeSet<Long>> rows = new TreeMap<>();
        try (Stream<Path> codes = Files.list(data().resolve("dead-letters"))) {
            for (Path code : (Iterable<Path>) codes::iterator) {
                for (JsonNode letter : lettersIn(code, feed)) {
                    String name = letter.path("code").asText();
                    if (!code.getFileName().toString().equals(name)
                            || !rows.computeIfAbsent(name, any -> new TreeSet<>())
                                    .add(letter.path("position").asLong())) {
                        throw new AssertionError("misplaced or twice in " + code + ": " + letter);
                    }
                }
            }
        }
        return rows;
    }

    private static List<JsonNode> lettersIn(Path code, String feed) throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(code)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().startsWith(feed + "-")) {
                    for (String line : Files.readAllLines(file)) {
                        letters.add(JSON.readTree(line));
                    }
                }
            }
        }
        return letters;
    }

    /** A port of this machine that nobody uses now. */
    static int freePort() throws Exception {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
