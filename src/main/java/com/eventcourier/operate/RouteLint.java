package com.eventcourier.operate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a folder of routes and says what is wrong in it, without starting Camel: what the schema of Camel's YAML refuses,
 * what breaks the rules of this house, and names that nothing answers to.
 */
public final class RouteLint {

    /**
     * @param routesFolder the folder, searched with all below it for {@code *.camel.yaml}
     * @param knownPlaceholders keys that a route may name in {@code {{...}}}; an entry that ends in {@code .} or
     *     {@code :} allows every key that begins with it, such as {@code env:}
     * @param deadLetterCodes the codes for which a file {@code dead-letter-<code>} makes sense, beside {@code default}
     * @return what is wrong, ordered by file and line; empty if nothing is
     */
    public List<RouteFinding> check(Path routesFolder, Set<String> knownPlaceholders, Set<String> deadLetterCodes) {
        if (!Files.isDirectory(routesFolder)) {
            return List.of(new RouteFinding(routesFolder, 0, "There is no such folder: routes are looked for in it."));
        }
        List<RouteFinding> findings = new ArrayList<>();
        List<RouteFile> files = readAll(routesFolder, findings);
        RouteSchema schema = new RouteSchema();
        RouteShape shape = new RouteShape(deadLetterCodes);
        RouteUris uris = new RouteUris();
        RouteEndpoints endpoints = new RouteEndpoints();
        RoutePlaceholders placeholders = new RoutePlaceholders(knownPlaceholders);
        RouteSecrets secrets = new RouteSecrets();
        for (RouteFile file : files) {
            schema.check(file, findings);
            shape.check(file, findings);
            uris.check(file, findings);
            endpoints.check(file, findings);
            placeholders.check(file, findings);
            secrets.check(file, findings);
        }
        new RouteLinks(files).check(findings);
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(RouteFinding::file).thenComparing(RouteFinding::line))
                .toList();
    }

    /** What Camel would start with and should not: names that nothing answers to, and files that cannot be read. */
    static List<RouteFinding> misleading(List<RouteFile> files) {
        List<RouteFinding> findings = new ArrayList<>();
        new RouteLinks(files).check(findings);
        return findings;
    }

    static List<RouteFile> readAll(Path folder, List<RouteFinding> findings) {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name = path.getFileName().toString();
                if (name.endsWith(RouteFile.ENDING)) {
                    RouteFile.read(path, findings).ifPresent(files::add);
                } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                    String message =
                            "This file is not read: the name of a route file ends in '" + RouteFile.ENDING + "'.";
                    findings.add(new RouteFinding(path, 0, message));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
