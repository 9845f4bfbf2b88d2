package com.eventcourier.operate;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What the schema says about a file, told once. One wrong word makes every alternative of Camel's grammar complain, at
 * its own place and at those around it: kept is what is said at the innermost place, and there what says most.
 */
final class SchemaComplaints {

    private static final String UNKNOWN_KEY = "additionalProperties";
    private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf", "not");
    private static final List<String> LEAST_TELLING_FIRST = List.of("not", "anyOf", "oneOf", "type", "required");

    private final Map<JsonNodePath, List<ValidationMessage>> byPlace;

    SchemaComplaints(Collection<ValidationMessage> complaints) {
        byPlace = complaints.stream()
                .collect(Collectors.groupingBy(
                        ValidationMessage::getInstanceLocation, LinkedHashMap::new, Collectors.toList()));
    }

    void describe(RouteFile file, List<RouteFinding> findings) {
        byPlace.forEach((place, complaints) -> {
            Node node = nodeAt(file.root(), place);
            List<ValidationMessage> unknownKeys = ofType(UNKNOWN_KEY, complaints);
            for (ValidationMessage unknown : unknownKeys) {
                findings.add(file.finding(
                        YamlPair.lineOfKey(node, unknown.getProperty()),
                        "Camel knows no '" + unknown.getProperty() + "' in '" + keyAt(place) + "'."));
            }
            if (unknownKeys.isEmpty() && !isExplainedFurtherIn(place, complaints)) {
                findings.add(file.finding(
                        YamlPair.lineOf(node), "Camel's schema refuses '" + keyAt(place) + "': " + reason(complaints)));
            }
        });
    }

    private boolean isExplainedFurtherIn(JsonNodePath place, List<ValidationMessage> complaints) {
        return hasAlternatives(complaints)
                && byPlace.keySet().stream().anyMatch(other -> !other.equals(place) && other.startsWith(place));
    }

    private static String reason(List<ValidationMessage> complaints) {
        if (hasAlternatives(complaints) && ofType("required", complaints).size() > 1) {
            return "it fits none of the forms that are allowed there.";
        }
        return complaints.stream()
                        .max(Comparator.comparing(complaint -> rank(complaint.getType())))
                        .orElseThrow()
                        .getError()
                + ".";
    }

    private static int rank(String type) {
        int index = LEAST_TELLING_FIRST.indexOf(type);
        return index < 0 ? LEAST_TELLING_FIRST.size() : index;
    }

    private static boolean hasAlternatives(List<ValidationMessage> complaints) {
        return complaints.stream().anyMatch(complaint -> ALTERNATIVES.contains(complaint.getType()));
    }

    private static List<ValidationMessage> ofType(String type, List<ValidationMessage> complaints) {
        return complaints.stream()
                .filter(complaint -> complaint.getType().equals(type))
                .toList();
    }

    /** The nearest key that has a name, for a place may be an item of a list. */
    private static String keyAt(JsonNodePath place) {
        return IntStream.iterate(place.getNameCount() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(place::getElement)
                .filter(String.class::isInstance)
                .map(Object::toString)
                .findFirst()
                .orElse("the file");
    }

    private static Node nodeAt(Node root, JsonNodePath place) {
        Node node = root;
        for (int i = 0; i < place.getNameCount(); i++) {
            Object step = place.getElement(i);
            node = step instanceof Integer index
                    ? YamlPair.itemsOf(node).get(index)
                    : YamlPair.child(node, step.toString());
        }
        return node;
    }
}
