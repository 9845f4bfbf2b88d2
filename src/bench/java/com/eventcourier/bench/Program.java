package com.eventcourier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program as a process of its own; ends with the benchmark at the latest. */
final class Program implements AutoCloseable {

    private static final List<String> HEAP = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts Java with these arguments and the heap that every part has. */
    static Program start(Path folder, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        // what the product's chain of credentials finds; nobody checks them
        builder.environment().put("AWS_ACCESS_KEY_ID", "bench");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "bench");
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        return new Program(builder.start(), log);
    }

    /** Runs Java to its end; returns how long it took in seconds. */
    static double run(Path log, List<String> arguments) throws IOException, InterruptedException {
        return run(Path.of("").toAbsolutePath(), log, arguments);
    }

    static double run(Path folder, Path log, List<String> arguments) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (Program program = start(folder, log, arguments)) {
            int code = program.process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("ended with " + code + "; see " + log);
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }

    static String heap() {
        return HEAP.get(0);
    }

    /** Waits until it has printed this. */
    String await(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            for (String line : Files.readAllLines(log)) {
                if (line.contains(text)) {
                    return line;
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("never said \"" + text + "\"; see " + log);
    }

    /** Processor time that it has used, in seconds. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** The most memory that it had of the machine; only Linux says. */
    String memory() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM")) {
                    return "at most " + line.replaceAll("\\D+", "") + " kB resident";
                }
            }
        }
        return "";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
