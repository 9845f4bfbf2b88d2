package com.eventcourier.acceptance;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a courier holds on to, second by second, and a picture of it. */
final class SoakSamples {

    private static final Path PICTURE = Path.of("target", "proof", "soak.svg");
    private static final int WIDTH = 900;
    private static final int HEIGHT = 130;
    private static final int LEFT = 20;
    private static final double MEGABYTE = 1 << 20;

    private record Sample(double seconds, double heap, double threads, double descriptors, double ledger) {}

    private static final Map<String, ToDoubleFunction<Sample>> CURVES = new LinkedHashMap<>();

    static {
        CURVES.put("heap in use, MB", Sample::heap);
        CURVES.put("threads", Sample::threads);
        CURVES.put("open descriptors", Sample::descriptors);
        CURVES.put("ledger with its log, MB", Sample::ledger);
    }

    private final List<Sample> samples = new ArrayList<>();
    private final long start = System.nanoTime();
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final Path descriptors;
    private final Path ledger;

    @SuppressWarnings("BanJNDI") // the other side is our own courier on this machine
    SoakSamples(long pid, CourierFolder folder) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        MBeanServerConnection beans = JMXConnectorFactory.connect(
                        new JMXServiceURL(machine.startLocalManagementAgent()))
                .getMBeanServerConnection();
        machine.detach();
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        descriptors = Path.of("/proc", Long.toString(pid), "fd");
        ledger = folder.data().resolve("ledger.db");
    }

    void take() throws IOException {
        samples.add(new Sample(
                (System.nanoTime() - start) / 1e9,
                memory.getHeapMemoryUsage().getUsed() / MEGABYTE,
                threads.getThreadCount(),
                descriptors.toFile().list().length,
                (size(ledger) + size(ledger.resolveSibling("ledger.db-wal"))) / MEGABYTE));
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** By how much the mean of the last third is more than that of the middle third, of all but the ledger. */
    Map<String, Double> growth() {
        int third = samples.size() / 3;
        Map<String, Double> growth = new LinkedHashMap<>();
        CURVES.forEach((name, value) -> {
            if (!name.startsWith("ledger")) {
                growth.put(name, mean(value, 2 * third, samples.size()) / mean(value, third, 2 * third));
            }
        });
        return growth;
    }

    private double mean(ToDoubleFunction<Sample> value, int from, int to) {
        return samples.subList(from, to).stream().mapToDouble(value).average().orElseThrow();
    }

    void draw(String title) throws IOException {
        int height = CURVES.size() * HEIGHT + 40;
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"%d\" y=\"20\">%s</text>%n",
                WIDTH, height, LEFT, title));
        int top = 40;
        for (Map.Entry<String, ToDoubleFunction<Sample>> curve : CURVES.entrySet()) {
            svg.append(panel(curve.getKey(), curve.getValue(), top));
            top += HEIGHT;
        }
        Files.createDirectories(PICTURE.getParent());
        Files.writeString(PICTURE, svg + "</svg>\n");
    }

    private String panel(String name, ToDoubleFunction<Sample> value, int top) {
        double most = samples.stream().mapToDouble(value).max().orElseThrow();
        double end = samples.get(samples.size() - 1).seconds;
        int bottom = top + HEIGHT - 20;
        int tall = HEIGHT - 45;
        StringBuilder points = new StringBuilder();
        for (Sample sample : samples) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + sample.seconds / end * (WIDTH - 2 * LEFT),
                    bottom - value.applyAsDouble(sample) / most * tall));
        }
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s: most %.0f, last %.0f, over %.0f s</text>%n"
                        + "<path d=\"M%d %dH%d\" stroke=\"silver\"/>%n"
                        + "<polyline fill=\"none\" stroke=\"steelblue\" points=\"%s\"/>%n",
                LEFT,
                top + 12,
                name,
                most,
                value.applyAsDouble(samples.get(samples.size() - 1)),
                end,
                LEFT,
                bottom,
                WIDTH - LEFT,
                points);
    }
}
