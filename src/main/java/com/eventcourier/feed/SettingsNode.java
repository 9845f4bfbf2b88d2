package com.eventcourier.feed;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A block of keys in a YAML file, read strictly; each fault is a sentence with file and line. */
final class SettingsNode {

    private final Path file;
    private final List<String> faults;
    private final int line;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    private SettingsNode(Path file, List<String> faults, MappingNode node) {
        this.file = file;
        this.faults = faults;
        this.line = lineOf(node);
        for (NodeTuple tuple : node.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (keys.putIfAbsent(key, tuple.getKeyNode()) != null) {
                fault(lineOf(tuple.getKeyNode()), key + " stands here twice");
            }
            values.put(key, tuple.getValueNode());
        }
    }

    /** Null where the file is no block of keys; the fault is in the list. */
    static SettingsNode read(Path file, List<String> faults) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root instanceof MappingNode mapping) {
                return new SettingsNode(file, faults, mapping);
            }
            faults.add(file + ":1: there must be keys here, such as feed: <name>.");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(file + ":" + line + ": this is not YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            faults.add(file + ":1: this is not YAML: " + e.getMessage() + ".");
        }
        return null;
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    String required(String key) {
        if (!has(key)) {
            fault(line, key + " is missing");
        }
        return text(key);
    }

    String text(String key) {
        return value(key, null, "a word or a sentence", text -> text);
    }

    <T> T value(String key, T otherwise, String wanted, Function<String, T> reading) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return otherwise;
        }
        T value = read(node, reading);
        if (value == null) {
            fault(lineOf(node), key + " must be " + wanted);
            return otherwise;
        }
        return value;
    }

    <T> List<T> values(String key, String wanted, Function<String, T> reading) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            fault(lineOf(node), key + " must be a list of " + wanted);
            return List.of();
        }
        List<T> all = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            T value = read(each, reading);
            if (value == null) {
                fault(lineOf(each), key + " must be a list of " + wanted);
            } else {
                all.add(value);
            }
        }
        return List.copyOf(all);
    }

    /** A list, or a single value in its place. */
    <T> List<T> oneOrMore(String key, String wanted, Function<String, T> reading) {
        if (values.get(key) instanceof SequenceNode) {
            return values(key, wanted, reading);
        }
        T one = value(key, null, "one or a list of " + wanted, reading);
        return one == null ? List.of() : List.of(one);
    }

    SettingsNode child(String key) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return null;
        }
        if (node instanceof MappingNode mapping) {
            return new SettingsNode(file, faults, mapping);
        }
        fault(lineOf(node), key + " must hold keys of its own");
        return null;
    }

    void refuseOthers() {
        for (Map.Entry<String, Node> each : keys.entrySet()) {
            if (!known.contains(each.getKey())) {
                fault(lineOf(each.getValue()), each.getKey() + " is not a key that is known here");
            }
        }
    }

    void fault(String key, String sentence) {
        fault(has(key) ? lineOf(keys.get(key)) : line, sentence);
    }

    private void fault(int at, String sentence) {
        faults.add(file + ":" + at + ": " + sentence + ".");
    }

    /** Null where the node is no such value. */
    private static <T> T read(Node node, Function<String, T> reading) {
        if (!(node instanceof ScalarNode scalar)
                || Tag.NULL.equals(scalar.getTag())
                || scalar.getValue().isEmpty()) {
            return null;
        }
        try {
            return reading.apply(scalar.getValue());
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
