package com.eventcourier.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A working folder as an operator has one: routes and config as they are shipped, feeds of its own, and a data folder. */
final class CourierFolder {

    static final String BOOKINGS = "booking_ref,mobile,age,hotel,nights,booked_at\n";
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Path root;
    private final Path data;

    CourierFolder(Path root) {
        this(root, root.resolve("data"));
    }

    CourierFolder(Path root, Path data) {
        this.root = root;
        this.data = data;
        copy(Path.of("config"), root.resolve("config"));
        copy(Path.of("routes"), root.resolve("routes"));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A feed to be_reserved of its own name, with further lines in feed.yaml, and the shipped mapping or another one. */
    CourierFolder withFeed(String feed, String lines, String mapping) {
        return withFeed(feed, "be_reserved", lines, mapping);
    }

    /** A feed with a mapping to an event type. */
    CourierFolder withFeed(String feed, String event, String lines, String mapping) {
        write(root.resolve("config/feeds/" + feed + "/feed.yaml"), "feed: " + feed + "\naccount: main\n" + lines);
        write(root.resolve("config/feeds/" + feed + "/" + event + ".jslt"), mapping);
        write(
                root.resolve("routes/feeds/" + feed + ".camel.yaml"),
                read(Path.of("routes/feeds/bookings.camel.yaml")).replace("bookings", feed));
        return this;
    }

    /** What a target in trouble gave back is tried again within a second. */
    void retryQuickly() {
        Path outcomes = root.resolve("config/outcomes.yaml");
        write(outcomes, read(outcomes).replace("{status: 5xx, ", "{status: 5xx, ceiling: 1s, "));
    }

    static String shippedMapping() {
        return read(Path.of("config/feeds/bookings/be_reserved.jslt"));
    }

    /** One row of the bookings feed, in order. */
    static String row(String reference) {
        return reference + ",919812345678,30,Sea View,2,01/11/2026 10:00:00\n";
    }

    static String rows(String prefix, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(row(prefix + i));
        }
        return rows.toString();
    }

    List<String> settings(String url) {
        return List.of(
                "--courier.accounts.main.url=" + url,
                "--courier.data=" + data,
                "--courier.config=" + root.resolve("config"),
                "--courier.routes=" + root.resolve("routes"));
    }

    Path root() {
        return root;
    }

    Path data() {
        return data;
    }

    Path inbox(String feed) {
        return data.resolve("inbox").resolve(feed);
    }

    Path done(String feed, String name) {
        return inbox(feed).resolve(".done").resolve(name);
    }

    Path rejectedUnsent(String feed, String name) {
        return inbox(feed).resolve(".rejected").resolve(name);
    }

    Path outbox(String feed) {
        return data.resolve("outbox").resolve(feed);
    }

    /** Puts a file into an inbox in one step. */
    Path drop(String feed, String name, String content) {
        return drop(feed, name, content.getBytes(UTF_8));
    }

    Path drop(String feed, String name, byte[] content) {
        try {
            Path unfinished = inbox(feed).resolve("." + name + ".tmp");
            Files.createDirectories(unfinished.getParent());
            Files.write(unfinished, content);
            return Files.move(unfinished, inbox(feed).resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report of a file, as soon as it is there. */
    JsonNode report(String feed, String name) {
        Path file = outbox(feed).resolve(name + ".report.json");
        await("report of " + name).atMost(LONG).until(() -> Files.exists(file));
        return json(file);
    }

    /** The report that says that nothing can change any more. */
    JsonNode finalReport(String feed, String name) {
        await("final report of " + name)
                .atMost(LONG)
                .until(() -> report(feed, name).path("final").asBoolean());
        return report(feed, name);
    }

    /** The final report of a file that is in .done. */
    JsonNode finished(String feed, String name) {
        return finished(feed, name, name);
    }

    /** The same where the file is called otherwise in .done. */
    JsonNode finished(String feed, String name, String done) {
        JsonNode report = finalReport(feed, name);
        await(done + " in .done").atMost(LONG).until(() -> Files.exists(done(feed, done)));
        return report;
    }

    /** The report of a file that was refused as a whole. */
    JsonNode refused(String feed, String name) {
        JsonNode report = finalReport(feed, name);
        await(name + " in .rejected").atMost(LONG).until(() -> Files.exists(rejectedUnsent(feed, name)));
        return report;
    }

    String outboxFile(String feed, String name) {
        return read(outbox(feed).resolve(name));
    }

    /** All that was appended to the files of this code so far. */
    String deadLetters(String code) {
        Path letters = data.resolve("dead-letters").resolve(code);
        if (!Files.isDirectory(letters)) {
            return "";
        }
        try (Stream<Path> files = Files.list(letters)) {
            return files.map(CourierFolder::read).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
