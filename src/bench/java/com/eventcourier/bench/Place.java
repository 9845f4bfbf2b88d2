package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    static final String QUEUED_FEED = "queued";

    /** The product's jar, as it is started, and a working folder with its routes and config and two more feeds. */
    static Place prepare(Path root) throws IOException {
        Place place = prepare(root, Path.of(""));
        place.addFeed(ARRAY_FEED, "json-array");
        place.addFeed(POSTED_FEED, "feed-from-http", "courier.http.feeds." + POSTED_FEED);
        place.addFeed(QUEUED_FEED, "feed-from-sqs", "courier.queues." + QUEUED_FEED + ".url");
        return place;
    }

    /** The same of the build in another folder; it may be so old that it knows no door but the inbox. */
    static Place prepare(Path root, Path build) throws IOException {
        Place place = new Place(root.toAbsolutePath());
        delete(place.app());
        delete(place.work());
        Files.createDirectories(place.logs());
        Files.createDirectories(place.app());
        Files.copy(build.resolve("target/event-courier.jar"), place.app().resolve("event-courier.jar"));
        copy(build.resolve("routes"), place.work().resolve("routes"));
        copy(build.resolve("config"), place.work().resolve("config"));
        place.addFeed(LINES_FEED, "ndjson");
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

    /** The same feed at another door; it is off without this setting. */
    private void addFeed(String name, String template, String onlyWith) throws IOException {
        addFeed(name, "ndjson");
        Path facts = work().resolve("config/feeds/" + name + "/feed.yaml");
        Files.writeString(facts, Files.readString(facts) + "only-with: " + onlyWith + "\n");
        Path route = work().resolve("routes/feeds/" + name + ".camel.yaml");
        Files.writeString(route, Files.readString(route).replace("feed-from-inbox", template));
    }

    /** Runs a command of the product for the courier that has this data folder; answers what it said. */
    String command(Path data, String... words) throws IOException, InterruptedException {
        Path log = logs().resolve("command.log");
        List<String> line = new ArrayList<>(List.of("-cp", Subject.classPath(this, List.of()), Subject.PRODUCT));
        line.addAll(Arrays.asList(words));
        line.add("--courier.data=" + data);
        Program.run(work(), log, line);
        return Files.readString(log);
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
