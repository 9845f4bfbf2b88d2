package com.eventcourier.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Starts couriers with the {@link KillAgent} inside, and tells it when to kill. */
final class MortalCourier {

    /** 128 and the number of the signal, as a shell says it. */
    static final int KILLED = 137;

    /** A moment: the n-th time at a point, and so many microseconds later. */
    record Moment(KillPoint point, long times, long micros) {
        private String order(int number) {
            return "arm " + number + " " + point.name() + " " + times + " " + micros;
        }
    }

    /** They start twice as fast so; what a kill leaves behind is the same. */
    private static final String FAST_START = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

    private final Path jar;
    private final Path points;
    private final CourierFolder folder;
    private final OracleProcess target;
    private final Map<String, String> variables;
    private CourierProcess courier;
    private int orders;

    MortalCourier(CourierFolder folder, OracleProcess target) throws IOException {
        this(folder, target, Map.of());
    }

    /** @param variables more of its environment */
    MortalCourier(CourierFolder folder, OracleProcess target, Map<String, String> variables) throws IOException {
        this.folder = folder;
        this.target = target;
        this.variables = variables;
        this.jar = folder.root().resolve("kill-agent.jar");
        this.points = folder.root().resolve("kill-points");
        writeJar();
    }

    private void writeJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), KillAgent.class.getName());
        Path classes = Path.of("target/test-classes");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                var files =
                        Files.newDirectoryStream(classes.resolve("com/eventcourier/acceptance"), "KillAgent*.class")) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
    }

    /** Starts; with a moment it is killed whenever that comes, be it before the start is through. */
    void start(Moment moment) throws IOException {
        List<String> lines = new ArrayList<>(
                Arrays.stream(KillPoint.values()).map(KillPoint::line).toList());
        if (moment != null) {
            lines.add(moment.order(++orders));
        }
        Files.write(points, lines);
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("COURIER_ACCOUNTS_MAIN_URL", target.url());
        environment.put("JAVA_TOOL_OPTIONS", "-javaagent:" + jar + "=" + points + FAST_START);
        courier = CourierProcess.start(
                folder,
                environment,
                "run",
                "--courier.accounts.main.in-flight=" + ProofScript.IN_FLIGHT,
                "--courier.accounts.main.probe-first=200ms",
                "--courier.accounts.main.probe-ceiling=400ms");
    }

    void awaitStarted() {
        courier.awaitStarted();
    }

    /** From now on it counts. */
    void arm(Moment moment) throws IOException {
        courier.tell(moment.order(++orders));
        courier.awaitOutput("armed " + orders + System.lineSeparator());
    }

    boolean isAlive() {
        return courier != null && courier.isAlive();
    }

    /** Waits for the kill that was ordered. */
    void awaitKilled() {
        int code = courier.awaitExit();
        if (code != KILLED) {
            throw new AssertionError(
                    "ended with " + code + " in place of a kill: " + courier.output() + courier.errors());
        }
    }

    CourierProcess process() {
        return courier;
    }
}
