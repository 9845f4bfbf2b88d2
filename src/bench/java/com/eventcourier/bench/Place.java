package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of a run.
 *
 * @param root {@code target/bench}
 */
record Place(Path root) {

    static final String LINES_FEED = "bookings-ndjson";
    static final String ARRAY_FEED = "bookings-array";
    static final String POSTED_FEED = "posted";

    /** The product unpacked from its jar, and a working folder with its routes and config and two more feeds. */
    static Place prepare(Path root) throws IOException, InterruptedException {
        Place place = new Place(root.toAbsolutePath());
        delete(place.app());
        delete(place.work());
        Files.createDirectories(place.logs());
        Program.run(
                place.logs().resolve("unpack.log"),
                List.of(
                        "-Djarmode=tools",
                        "-jar",
                        Path.of("target", "event-courier.jar").toString(),
                        "extract",
                        "--destination",
                        place.app().toString()));
        copy(Path.of("routes"), place.work().resolve("routes"));
        copy(Path.of("config"), place.work().resolve("config"));
        place.addFeed(LINES_FEED, "ndjson");
        place.addFeed(ARRAY_FEED, "json-array");
        place.addPostedFeed();
        return place;
    }

    /** The bookings feed once more, for another format: a folder and a route file. */
    private void addFeed(String name, String format) throws IOException {
        Path feed = Files.createDirectories(work().resolve("config/feeds/" + name));
        Path bookings = work().resolve("config/feeds/bookings");
        String facts = Files.readString(bookings.resolve("feed.yaml"))
                .replace("feed: bookings", "feed: " + name)
                .replace("type: csv", "type: " + format);
        Files.writeString(feed.resolve("feed.yaml"), facts);
        Files.copy(mapping(), feed.resolve("be_reserved.jslt"));
        String route = Files.readString(work().resolve("routes/feeds/bookings.camel.yaml"));
        Files.writeString(
                work().resolve("routes/feeds/" + name + ".camel.yaml"), route.replace("bookings", name));
    }

    /** The same feed at the HTTP door; it is off until it has a token. */
    private void addPostedFeed() throws IOException {
        addFeed(POSTED_FEED, "ndjson");
        Path facts = work().resolve("config/feeds/" + POSTED_FEED + "/feed.yaml");
        Files.writeString(facts, Files.readString(facts) + "only-with: courier.http.feeds." + POSTED_FEED + "\n");
        Path route = work().resolve("routes/feeds/" + POSTED_FEED + ".camel.yaml");
        Files.writeString(route, Files.readString(route).replace("feed-from-inbox", "feed-from-http"));
    }

    Path app() {
        return root.resolve("app");
    }

    Path work() {
        return root.resolve("work");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path mapping() {
        return work().resolve("config/feeds/bookings/be_reserved.jslt");
    }

    Path file(String name) {
        return root.resolve("files").resolve(name);
    }

    /** Puts a file into the inbox of a courier that is not running yet. */
    void intoInbox(Path data, Path file) throws IOException {
        Path inbox = Files.createDirectories(data.resolve("inbox/bookings"));
        Files.move(file, inbox.resolve(file.getFileName()));
    }

    /** A folder of this name, empty. */
    Path fresh(String name) throws IOException {
        Path folder = root.resolve(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.createDirectories(to.resolve(from.relativize(file)).getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
