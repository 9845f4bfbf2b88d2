package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A running process that posts what is dropped into its folders: the product, or the stock route. */
final class Subject implements AutoCloseable {

    static final String PRODUCT = "com.eventcourier.EventCourier";

    private final Program program;
    private final Path inboxes;
    private final String feed;

    private Subject(Program program, Path inboxes, String feed) {
        this.program = program;
        this.inboxes = inboxes;
        this.feed = feed;
    }

    /** The product with everything on. */
    static Subject product(Place place, Webhook webhook, Path data) throws IOException {
        return product(place, webhook, data, List.of());
    }

    /** The product with these classes in front of its own, and these settings. */
    static Subject product(Place place, Webhook webhook, Path data, List<Path> before, String... settings)
            throws IOException {
        return product(place, webhook, data, System.getProperty("bench.product.jvm", ""), before, settings);
    }

    /** The product with these options of Java, separated by blanks. */
    static Subject product(
            Place place, Webhook webhook, Path data, String jvm, List<Path> before, String... settings)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        if (!jvm.isBlank()) {
            arguments.addAll(List.of(jvm.trim().split(" +")));
        }
        arguments.add("-cp");
        arguments.add(classPath(place, before));
        arguments.add(PRODUCT);
        arguments.add("--courier.accounts.main.url=" + webhook.url());
        arguments.add("--courier.data=" + data);
        arguments.add("--courier.management.port=0");
        arguments.addAll(List.of(settings));
        Path log = place.logs().resolve("product-" + data.getFileName() + ".log");
        return new Subject(Program.start(place.work(), log, arguments), data.resolve("inbox"), "bookings");
    }

    /** Another build of the product, started as its users start it; an old one knows no option but these two. */
    static Subject otherBuild(Place place, Webhook webhook, Path data) throws IOException, InterruptedException {
        Path jar = place.app().resolve("event-courier.jar");
        List<String> arguments = List.of(
                "-jar", jar.toString(), "--courier.accounts.main.url=" + webhook.url(), "--courier.data=" + data);
        Program program = Program.start(place.work(), place.logs().resolve("other-build.log"), arguments);
        program.await("Drop files into");
        return new Subject(program, data.resolve("inbox"), "bookings");
    }

    static String classPath(Place place, List<Path> before) {
        StringBuilder path = new StringBuilder();
        before.forEach(folder -> path.append(folder).append(java.io.File.pathSeparator));
        return path.append(place.app().resolve("event-courier.jar")).toString();
    }

    /** The stock route; it has the same heap and the same number of threads. */
    static Subject stock(Place place, Webhook webhook, boolean tuned) throws IOException, InterruptedException {
        String name = tuned ? "stock-tuned" : "stock";
        Path inbox = place.fresh(name).resolve("inbox");
        Program program = Program.start(
                place.root(),
                place.logs().resolve(name + ".log"),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        StockRoute.class.getName(),
                        "--inbox=" + inbox.resolve("lines"),
                        "--mapping=" + place.mapping(),
                        "--webhook=" + webhook.url(),
                        "--tuned=" + tuned));
        program.await("started");
        return new Subject(program, inbox, "lines");
    }

    /** POSTs and nothing else. */
    static Subject postsAlone(Place place, Webhook webhook) throws IOException, InterruptedException {
        Path inbox = place.fresh("posts-alone").resolve("inbox");
        Program program = Program.start(
                place.root(),
                place.logs().resolve("posts-alone.log"),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostsAlone.class.getName(),
                        inbox.resolve("lines").toString(),
                        webhook.url()));
        program.await("started");
        return new Subject(program, inbox, "lines");
    }

    /** The same process, with files for another feed. */
    Subject feed(String other) {
        return new Subject(program, inboxes, other);
    }

    /** Puts a finished file in front of it. */
    Path drop(Path file) throws IOException {
        Path inbox = Files.createDirectories(inboxes.resolve(feed));
        return Files.move(file, inbox.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until the product says where to drop files. */
    void awaitStart() throws IOException, InterruptedException {
        program.await("Drop files into");
    }

    void mustLive() {
        if (!program.isAlive()) {
            throw new IllegalStateException("It ended; see " + program.log());
        }
    }

    Program program() {
        return program;
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
