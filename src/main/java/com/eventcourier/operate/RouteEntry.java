package com.eventcourier.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** One item of the list that a route file is: a route, a template, an instance of one, a configuration, or beans. */
record RouteEntry(String kind, Node body, int line) {

    static final Set<String> KINDS = Set.of("route", "routeTemplate", "templatedRoute", "routeConfiguration", "beans");
    private static final Set<String> ROUTES = Set.of("route", "routeTemplate", "templatedRoute");

    static List<RouteEntry> allIn(Node root) {
        List<RouteEntry> entries = new ArrayList<>();
        for (Node item : YamlPair.itemsOf(root)) {
            if (item instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    Node kind = tuple.getKeyNode();
                    entries.add(new RouteEntry(YamlPair.textOf(kind), tuple.getValueNode(), YamlPair.lineOf(kind)));
                }
            }
        }
        return List.copyOf(entries);
    }

    boolean is(String other) {
        return kind.equals(other);
    }

    /** Whether it is a thing of which a file holds one. */
    boolean isRoute() {
        return ROUTES.contains(kind);
    }

    String idKey() {
        return is("templatedRoute") ? "routeId" : "id";
    }

    /** The id, empty where none is given. */
    String id() {
        return text(idKey());
    }

    String text(String key) {
        return YamlPair.childText(body, key);
    }

    List<Node> items(String key) {
        return YamlPair.itemsOf(YamlPair.child(body, key));
    }
}
