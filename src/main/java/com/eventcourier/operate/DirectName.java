package com.eventcourier.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A name of a {@code direct:} endpoint, as written in a route.
 *
 * @param consumer whether the route begins with it; otherwise it calls it
 */
record DirectName(String name, boolean consumer, int line) {

    private static final Pattern WHOLE_URI = Pattern.compile("(?:^|,)\\s*direct:([^,?\\s]+)");
    private static final Set<String> PROSE = Set.of("description", "note", "message");

    /** All names under a node, in both ways of writing: {@code uri: direct} with a parameter, and in one word. */
    static List<DirectName> allIn(Node node) {
        List<DirectName> names = new ArrayList<>();
        for (YamlPair pair : YamlPair.allIn(node)) {
            boolean consumer = pair.key().equals("from") || pair.under().equals("from");
            if (pair.key().equals("uri") && pair.text().equals("direct")) {
                Node parameters = YamlPair.child(pair.owner(), "parameters");
                names.add(new DirectName(YamlPair.childText(parameters, "name"), consumer, pair.line()));
            } else if (pair.isText() && !PROSE.contains(pair.key())) {
                Matcher uris = WHOLE_URI.matcher(pair.text());
                while (uris.find()) {
                    names.add(new DirectName(uris.group(1), consumer, pair.line()));
                }
            }
        }
        return names;
    }

    /** The same name with the parameters of a template put in; it belongs to the line that gives them. */
    DirectName with(Map<String, String> parameters, int lineOfInstance) {
        Matcher placeholders = RoutePlaceholders.PLACEHOLDER.matcher(name);
        String filled = placeholders.replaceAll(placeholder -> {
            String value = parameters.get(RoutePlaceholders.keyOf(placeholder.group(1)));
            return Matcher.quoteReplacement(value == null ? placeholder.group() : value);
        });
        return new DirectName(filled, consumer, lineOfInstance);
    }

    /** Whether the name is known without running the route. */
    boolean isStatic() {
        return !name.isEmpty() && !name.contains("{{") && !name.contains("${");
    }
}
