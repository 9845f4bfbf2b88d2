package com.eventcourier.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the product as the tests start them, with Java's cache of what a start needs, as the container image has
 * it: couriers are started some hundred times, and most of a start is the loading of classes. The cache wants jars, so
 * the classes are put into one. Where the cache cannot be made, a start takes longer, and nothing else is different.
 */
final class CachedClasses {

    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private static final List<String> OPTIONS = prepared();

    private CachedClasses() {}

    /** The options of Java that have the product's classes found. */
    static List<String> options() {
        return OPTIONS;
    }

    private static List<String> prepared() {
        try {
            Path folder =
                    Files.createDirectories(Path.of("target", "cached-classes").toAbsolutePath());
            Path place = Files.createDirectories(folder.resolve(key()));
            try (FileChannel file = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock others = file.lock()) {
                Path jar = place.resolve("product.jar");
                Path cache = place.resolve("classes.jsa");
                if (!Files.exists(jar)) {
                    pack(jar);
                    rehearse(place, jar, cache);
                }
                List<String> options = new ArrayList<>(List.of("-cp", classPath(jar)));
                if (Files.exists(cache)) {
                    options.add("-XX:SharedArchiveFile=" + cache);
                }
                return options;
            }
        } catch (Exception e) {
            throw new IllegalStateException("The classes of the product could not be made ready for the tests.", e);
        }
    }

    /** Other classes and another Java have another cache. */
    private static String key() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            Instant newest =
                    files.map(CachedClasses::changed).max(Instant::compareTo).orElseThrow();
            return newest.toEpochMilli() + "-" + Integer.toHexString((CLASS_PATH + Runtime.version()).hashCode());
        }
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path jar) throws IOException {
        Path partial = jar.resolveSibling("product.part");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(partial));
                Stream<Path> files = Files.walk(CLASSES)) {
            // folders too: Spring looks for its components in them
            for (Path file : (Iterable<Path>) files.filter(any -> !any.equals(CLASSES))::iterator) {
                boolean folder = Files.isDirectory(file);
                String name = CLASSES.relativize(file).toString().replace(File.separatorChar, '/');
                entries.putNextEntry(new JarEntry(folder ? name + "/" : name));
                if (!folder) {
                    Files.copy(file, entries);
                }
            }
        }
        Files.move(partial, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Delivers the samples once. Some of them are refused on purpose, so that it ends with 3. */
    private static void rehearse(Path place, Path jar, Path cache) throws Exception {
        Path root = Files.createTempDirectory(place, "rehearsal");
        CourierFolder folder = CourierFolder.in(root).withSamples();
        List<String> options = List.of("-cp", classPath(jar), "-XX:ArchiveClassesAtExit=" + cache);
        String port = "--courier.sandbox.port=" + CourierFolder.freePort();
        try (CourierProcess courier = CourierProcess.rehearsal(options, folder, "run", "--until-idle", port)) {
            if (courier.awaitExit() != 3) {
                throw new IllegalStateException("The rehearsal failed: " + courier.output() + courier.errors());
            }
        }
    }

    private static String classPath(Path jar) {
        return jar
                + File.pathSeparator
                + Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                        .filter(entry -> !Files.isDirectory(Path.of(entry)))
                        .collect(Collectors.joining(File.pathSeparator));
    }
}
