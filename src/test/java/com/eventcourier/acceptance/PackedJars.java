package com.eventcourier.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The two jars of the build: the flat one, and the one with whole libraries in it, which the flat one must equal. */
final class PackedJars {

    static final Path STARTED = Path.of("target", "event-courier.jar").toAbsolutePath();
    static final Path LAYERS = Path.of("target", "event-courier-layers.jar").toAbsolutePath();

    /** What nobody reads at run time: licences, notes of builds, and what editors and other containers look at. */
    private static final Predicate<String> UNREAD = Pattern.compile(
                    "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|jandex\\.idx|DEPENDENCIES|web-fragment\\.xml|spring\\.tooling"
                            + "|(additional-)?spring-configuration-metadata\\.json|spring/aot\\.factories"
                            + "|maven/.*|versions/.*/OSGI-INF/.*)"
                            + "|(META-INF/)?(LICENSE|NOTICE|license|notice|COPYRIGHT)[^/]*"
                            + "|(.*/)?module-info\\.class|pom\\.xml|[a-z-]+\\.properties|hawtio-static/hawtconfig\\.json")
            .asMatchPredicate();

    private PackedJars() {}

    /** The words, by file, that some library has in a file that several of them have, and the flat jar has not. */
    static Map<String, Set<String>> missing() throws IOException {
        Map<String, Set<String>> words = new TreeMap<>();
        Set<String> shared = new HashSet<>();
        try (JarFile layers = new JarFile(LAYERS.toFile())) {
            for (ZipEntry library : libraries(layers)) {
                try (ZipInputStream files = new ZipInputStream(layers.getInputStream(library))) {
                    for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                        if (!file.isDirectory() && !UNREAD.test(file.getName())) {
                            if (words.containsKey(file.getName())) {
                                shared.add(file.getName());
                            }
                            words.computeIfAbsent(file.getName(), name -> new HashSet<>())
                                    .addAll(words(file.getName(), files));
                        }
                    }
                }
            }
        }
        words.keySet().retainAll(shared);
        return without(words);
    }

    private static List<ZipEntry> libraries(JarFile jar) {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(".jar"))
                // unpacks that jar, and has nothing to do in the other
                .filter(entry -> !entry.getName().contains("spring-boot-jarmode-tools"))
                .map(ZipEntry.class::cast)
                .toList();
    }

    private static Map<String, Set<String>> without(Map<String, Set<String>> words) throws IOException {
        Map<String, Set<String>> missing = new TreeMap<>();
        try (JarFile flat = new JarFile(STARTED.toFile())) {
            for (Map.Entry<String, Set<String>> file : words.entrySet()) {
                Set<String> left = new HashSet<>(file.getValue());
                ZipEntry entry = flat.getEntry(file.getKey());
                if (entry != null) {
                    left.removeAll(words(file.getKey(), flat.getInputStream(entry)));
                }
                if (!left.isEmpty()) {
                    missing.put(file.getKey(), left);
                }
            }
        }
        return missing;
    }

    /** A class counts as one word, its size: two of one name would be two words. */
    private static Set<String> words(String name, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        if (name.endsWith(".class")) {
            return Set.of(bytes.length + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Arrays.stream(line.split("[\\s,=\\\\]+")))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
