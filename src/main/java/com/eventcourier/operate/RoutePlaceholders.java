package com.eventcourier.operate;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every {@code {{placeholder}}} is a key of the configuration or a parameter of the template it stands in. */
final class RoutePlaceholders {

    static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    private final Set<String> known;

    RoutePlaceholders(Set<String> known) {
        this.known = known;
    }

    void check(RouteFile file, List<RouteFinding> findings) {
        for (RouteEntry entry : file.entries()) {
            Set<String> parameters = parametersOf(entry);
            for (YamlPair pair : YamlPair.allIn(entry.body())) {
                if (pair.isText()) {
                    checkText(file, pair, parameters, findings);
                }
            }
        }
    }

    private void checkText(RouteFile file, YamlPair pair, Set<String> parameters, List<RouteFinding> findings) {
        Matcher placeholders = PLACEHOLDER.matcher(pair.text());
        while (placeholders.find()) {
            String key = keyOf(placeholders.group(1));
            if (!parameters.contains(key) && !isKnown(key) && !isKnown(placeholders.group(1))) {
                findings.add(file.finding(
                        pair.line(),
                        "Nothing sets '{{" + key + "}}': it is neither a key of the configuration nor a parameter of "
                                + "a template in this file."));
            }
        }
    }

    /** The key without the {@code ?} of an optional placeholder and without its default. */
    static String keyOf(String placeholder) {
        String key =
                placeholder.startsWith("?") || placeholder.startsWith("!") ? placeholder.substring(1) : placeholder;
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }

    private boolean isKnown(String key) {
        return known.contains(key) || known.stream().anyMatch(prefix -> isPrefix(prefix) && key.startsWith(prefix));
    }

    private static boolean isPrefix(String entry) {
        return entry.endsWith(".") || entry.endsWith(":");
    }

    /** What a template may name beside the configuration: its parameters and the beans it makes for each instance. */
    private static Set<String> parametersOf(RouteEntry entry) {
        if (!entry.is("routeTemplate")) {
            return Set.of();
        }
        return Stream.of("parameters", "beans")
                .flatMap(key -> entry.items(key).stream())
                .map(item -> YamlPair.childText(item, "name"))
                .collect(Collectors.toSet());
    }
}
