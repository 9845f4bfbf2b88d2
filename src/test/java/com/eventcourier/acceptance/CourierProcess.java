package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.Planted;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The product as a process of its own, as a user starts it, in a folder with {@code routes/} and {@code config/}. */
final class CourierProcess implements AutoCloseable {

    private final Process process;
    private final Path output;
    private final Path errors;

    private final boolean runs;

    private CourierProcess(Process process, boolean runs, Path output, Path errors) {
        this.process = process;
        this.runs = runs;
        this.output = output;
        this.errors = errors;
    }

    /** Starts {@code event-courier run} with an account that posts to this target. */
    static CourierProcess run(CourierFolder folder, RecordingTarget target, String... arguments) throws IOException {
        return start(folder, Map.of("COURIER_ACCOUNTS_MAIN_URL", target.url()), with("run", arguments));
    }

    /** Runs to the end of the work and answers the exit code. */
    static int runUntilIdle(CourierFolder folder, RecordingTarget target, String... arguments) throws IOException {
        try (CourierProcess courier = run(folder, target, with("--until-idle", arguments))) {
            return courier.awaitExit();
        }
    }

    /** What {@code audit --json} says; the courier may run. */
    static JsonNode audit(CourierFolder folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("audit", "--json"));
        command.addAll(List.of(options));
        return CourierFolder.JSON.readTree(command(folder, command.toArray(String[]::new)));
    }

    /** The rows that {@code audit --duplicates} lists, each line without its end, which says what {@code trace} finds it by. */
    static List<String> possibleDuplicates(CourierFolder folder) throws IOException {
        return command(folder, "audit", "--duplicates")
                .lines()
                .filter(line -> line.contains(" row "))
                .map(line -> line.substring(0, line.indexOf(" (trace ")))
                .toList();
    }

    /** Runs a command that ends by itself with exit code 0 and answers what it printed. */
    static String command(CourierFolder folder, String... command) throws IOException {
        try (CourierProcess courier = start(folder, Map.of(), command)) {
            int code = courier.awaitExit();
            if (code != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + code + ": " + courier.said());
            }
            assertThat(courier.errors()).isEmpty();
            return courier.output();
        }
    }

    /** Starts the courier with these environment variables and arguments, and none of this machine's own settings. */
    static CourierProcess start(CourierFolder folder, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> product = List.of(
                "--enable-native-access=ALL-UNNAMED", // as the manifest of the jar says
                "-cp",
                classPath(),
                "com.eventcourier.EventCourier");
        return start(product, folder, variables, arguments);
    }

    /** The same from a jar that the build packed. */
    static CourierProcess jar(Path jar, CourierFolder folder, Map<String, String> variables, String... arguments)
            throws IOException {
        return start(List.of("-jar", jar.toString()), folder, variables, arguments);
    }

    private static CourierProcess start(
            List<String> product, CourierFolder folder, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        line.addAll(1, Sizes.JVM);
        line.addAll(product);
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder.root(), "courier-", ".out");
        Path errors = Files.createTempFile(folder.root(), "courier-", ".err");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.root().toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("COURIER_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("COURIER_MANAGEMENT_PORT", "0"); // any free one
        builder.environment().putAll(variables);
        return new CourierProcess(builder.start(), arguments.length == 0 || arguments[0].equals("run"), output, errors);
    }

    private static String[] with(String first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Everything that was printed so far. */
    String output() {
        return text(output);
    }

    /** Everything that was printed to the error stream so far. */
    String errors() {
        return text(errors);
    }

    private String said() {
        return output() + errors();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CourierProcess awaitStarted() {
        return awaitOutput("Drop files into ");
    }

    CourierProcess awaitOutput(String text) {
        await(text).atMost(Sizes.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The courier ended with " + process.exitValue() + ": " + said());
            }
            return output().contains(text);
        });
        return this;
    }

    /** Waits until the ledger has no event that is still to be sent. */
    void awaitAllSettled(CourierFolder folder) {
        await("everything is delivered")
                .atMost(Sizes.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    JsonNode audit = audit(folder);
                    return audit.path("pending").asInt() + audit.path("retry").asInt() == 0;
                });
    }

    /** Writes a line to its standard input, which the product does not read. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(Sizes.PATIENCE.toSeconds() * 4, TimeUnit.SECONDS)) {
                throw new AssertionError("The courier did not end: " + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}: nothing of the courier gets to say a word. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** {@code kill -15}, as a service manager stops it; answers the exit code. */
    int stop() {
        process.destroy();
        return awaitExit();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        if (runs) {
            assertThat(Planted.in(said()))
                    .as("what a courier printed of a secret or a customer")
                    .isEmpty();
        }
    }
}
