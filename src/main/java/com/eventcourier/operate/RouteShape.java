package com.eventcourier.operate;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One thing a file, named as the file, described, and short enough to be read at a glance. */
final class RouteShape {

    private static final int MOST_LINES = 80;
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String DEAD_LETTER = "dead-letter-";

    private final Set<String> deadLetterCodes;

    RouteShape(Set<String> deadLetterCodes) {
        this.deadLetterCodes = deadLetterCodes;
    }

    void check(RouteFile file, List<RouteFinding> findings) {
        checkKinds(file, findings);
        checkName(file, findings);
        checkLength(file, findings);
        List<RouteEntry> routes =
                file.entries().stream().filter(RouteEntry::isRoute).toList();
        if (routes.size() > 1) {
            String ids = routes.stream().map(RouteEntry::id).collect(Collectors.joining(", "));
            findings.add(file.finding(
                    routes.get(1).line(),
                    "This file declares " + routes.size() + " routes (" + ids + "): keep one a file."));
            return;
        }
        routes.forEach(route -> checkRoute(file, route, findings));
        if (routes.isEmpty()) {
            file.entries("routeConfiguration").stream()
                    .filter(configuration -> !configuration.id().isEmpty())
                    .forEach(configuration -> checkId(file, configuration, findings));
        }
    }

    private void checkRoute(RouteFile file, RouteEntry route, List<RouteFinding> findings) {
        checkId(file, route, findings);
        boolean described = !route.text("description").isBlank()
                || !YamlPair.childText(YamlPair.child(route.body(), "route"), "description")
                        .isBlank();
        if (!route.is("templatedRoute") && !described) {
            findings.add(file.finding(
                    route.line(),
                    "'" + file.name() + "' has no description: say in one sentence what it does; operators read it."));
        }
        if (!route.is("routeTemplate")) {
            checkDeadLetterCode(file, route, findings);
        }
    }

    private void checkId(RouteFile file, RouteEntry entry, List<RouteFinding> findings) {
        if (entry.id().isEmpty()) {
            findings.add(file.finding(
                    entry.line(),
                    "This " + entry.kind() + " has no id: write '" + entry.idKey() + ": " + file.name()
                            + "', the name of its file."));
        } else if (!entry.id().equals(file.name())) {
            findings.add(file.finding(
                    entry.line(),
                    "The id is '" + entry.id() + "' and the file is '" + file.name() + RouteFile.ENDING
                            + "': give both the same name."));
        }
    }

    private void checkDeadLetterCode(RouteFile file, RouteEntry route, List<RouteFinding> findings) {
        if (file.name().startsWith(DEAD_LETTER)) {
            String code = file.name().substring(DEAD_LETTER.length());
            if (!code.equals("default") && !deadLetterCodes.contains(code)) {
                findings.add(file.finding(
                        route.line(),
                        "No dead letter has the code '" + code + "', so this route would never be used: take a code of "
                                + "the outcome table, a code of the courier's own, or 'default'."));
            }
        }
    }

    private static void checkKinds(RouteFile file, List<RouteFinding> findings) {
        for (RouteEntry entry : file.entries()) {
            if (!RouteEntry.KINDS.contains(entry.kind())) {
                findings.add(file.finding(
                        entry.line(),
                        "'" + entry.kind() + "' does not belong at the top of a route file: there stand route, "
                                + "routeTemplate, templatedRoute, routeConfiguration and beans."));
            }
        }
    }

    private static void checkName(RouteFile file, List<RouteFinding> findings) {
        if (!KEBAB_CASE.matcher(file.name()).matches()) {
            findings.add(file.finding(
                    0, "'" + file.name() + "' is not kebab-case: use small letters and digits with single hyphens."));
        }
    }

    private static void checkLength(RouteFile file, List<RouteFinding> findings) {
        if (file.lineCount() > MOST_LINES) {
            findings.add(file.finding(
                    MOST_LINES + 1,
                    "This file has " + file.lineCount() + " lines, " + MOST_LINES
                            + " are allowed: move a stage to a route of its own."));
        }
    }
}
