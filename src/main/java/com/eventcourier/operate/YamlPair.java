package com.eventcourier.operate;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A key and its value somewhere in a YAML file. The items of a list stand each under the key of their list.
 *
 * @param under the key of the mapping that holds this one; empty at the top
 * @param owner the mapping that holds this key
 */
record YamlPair(String under, MappingNode owner, String key, Node value) {

    static List<YamlPair> allIn(Node root) {
        List<YamlPair> pairs = new ArrayList<>();
        collect("", root, pairs);
        return List.copyOf(pairs);
    }

    private static void collect(String under, Node node, List<YamlPair> pairs) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> collect(under, item, pairs));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = textOf(tuple.getKeyNode());
                for (Node value : itemsOf(tuple.getValueNode())) {
                    pairs.add(new YamlPair(under, mapping, key, value));
                    collect(key, value, pairs);
                }
            }
        }
    }

    boolean isText() {
        return value instanceof ScalarNode;
    }

    /** The value as it is written, without its quotes; empty where it is a mapping or a list. */
    String text() {
        return textOf(value);
    }

    int line() {
        return lineOf(value);
    }

    /** The value of a key, or null. */
    static Node child(Node mapping, String key) {
        if (mapping instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (key.equals(textOf(tuple.getKeyNode()))) {
                    return tuple.getValueNode();
                }
            }
        }
        return null;
    }

    static String childText(Node mapping, String key) {
        return textOf(child(mapping, key));
    }

    static List<Node> itemsOf(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : node == null ? List.of() : List.of(node);
    }

    static String textOf(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The line of a key, or of its mapping where it has no such key. */
    static int lineOfKey(Node mapping, String key) {
        if (mapping instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (key.equals(textOf(tuple.getKeyNode()))) {
                    return lineOf(tuple.getKeyNode());
                }
            }
        }
        return lineOf(mapping);
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
