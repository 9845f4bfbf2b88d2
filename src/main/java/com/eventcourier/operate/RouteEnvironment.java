package com.eventcourier.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** The variables of the environment that routes cannot start without. */
final class RouteEnvironment {

    private static final String PREFIX = "env:";

    private RouteEnvironment() {}

    /** @param off names of feeds whose routes are not started */
    static List<RouteFinding> unset(List<RouteFile> files, Set<String> off, Map<String, String> environment) {
        List<RouteFinding> findings = new ArrayList<>();
        for (RouteFile file : files) {
            for (YamlPair pair : off.contains(file.name()) ? List.<YamlPair>of() : file.pairs()) {
                Matcher placeholders = RoutePlaceholders.PLACEHOLDER.matcher(pair.isText() ? pair.text() : "");
                while (placeholders.find()) {
                    String key = placeholders.group(1);
                    String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : "";
                    boolean needed = !name.isEmpty() && !name.contains(":");
                    if (needed && environment.get(name) == null) {
                        findings.add(file.finding(
                                pair.line(),
                                "The environment has no variable " + name
                                        + ", and the route cannot start without it: set"
                                        + " it, or say what holds without it: {{env:" + name + ":...}}."));
                    }
                }
            }
        }
        return findings;
    }
}
