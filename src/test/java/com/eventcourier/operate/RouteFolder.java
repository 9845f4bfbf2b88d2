package com.eventcourier.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A folder of routes for one test, and what the lint says of it in the form {@code feeds/bookings:7: message}. */
record RouteFolder(Path path) {

    private static final Set<String> KEYS = Set.of("courier.inbox", "courier.accounts.", "env:");
    private static final Set<String> CODES = Set.of("7305", "malformed-record");

    RouteFolder with(String name, String text) throws IOException {
        Path file = path.resolve(name + ".camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    List<String> findings() {
        return new RouteLint()
                .check(path, KEYS, CODES).stream()
                        .map(finding -> new RouteFinding(
                                path.relativize(finding.file()),
                                finding.line(),
                                finding.message().replace(path + "/", "")))
                        .map(finding -> finding.toString().replaceFirst("\\.camel\\.yaml:", ":"))
                        .toList();
    }
}
