package com.eventcourier.event;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * A mapping in a YAML file whose entries remember their lines. Scalars are read as they are written, so that an enum's
 * {@code 01} or {@code 1.0} stays text.
 */
final class YamlSection {
    private final Path file;
    private final String path;
    private final int line;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private YamlSection(Path file, String path, MappingNode node) {
        this.file = file;
        this.path = path;
        this.line = lineOf(node);
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw ConfigFault.at(file, lineOf(entry.getKeyNode()), path, "a key must be a word");
            }
            lines.putIfAbsent(key.getValue(), lineOf(key));
            if (entries.put(key.getValue(), entry.getValueNode()) != null) {
                throw ConfigFault.at(file, lineOf(key), full(key.getValue()), "is there twice; keep one");
            }
        }
    }

    static YamlSection read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root instanceof MappingNode mapping) {
                return new YamlSection(file, "", mapping);
            }
            throw ConfigFault.at(file, 1, "", "must hold keys and values");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw ConfigFault.at(file, line, "", "is not YAML: " + e.getProblem());
        } catch (YAMLException | IOException e) {
            throw ConfigFault.at(file, 1, "", "cannot be read as YAML in UTF-8");
        }
    }

    Set<String> keys() {
        return entries.keySet();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    void allow(List<String> keys) {
        for (String key : entries.keySet()) {
            if (!keys.contains(key)) {
                throw fault(key, "is not a key here; use " + String.join(", ", keys));
            }
        }
    }

    String text(String key) {
        Node node = entries.get(key);
        if (node == null) {
            throw ConfigFault.at(file, line, full(key), "is missing");
        }
        return scalar(key, node);
    }

    String textOr(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = text(key);
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw fault(key, "\"" + text + "\" is neither true nor false");
    }

    List<String> texts(String key) {
        if (!(entries.get(key) instanceof SequenceNode sequence)) {
            throw fault(key, "must be a list, such as [\"1\", \"2\"]");
        }
        List<String> texts = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            texts.add(scalar(key, node));
        }
        return texts;
    }

    YamlSection section(String key) {
        Node node = entries.get(key);
        if (node == null) {
            throw ConfigFault.at(file, line, full(key), "is missing");
        }
        if (node instanceof MappingNode mapping) {
            return new YamlSection(file, full(key), mapping);
        }
        throw fault(key, "must hold keys and values");
    }

    ConfigFault fault(String key, String what) {
        return ConfigFault.at(file, lines.getOrDefault(key, line), full(key), what);
    }

    private String scalar(String key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw ConfigFault.at(file, lineOf(node), full(key), "must be a single value");
        }
        if (scalar.getTag().equals(Tag.NULL) && !scalar.getValue().equals("null")) {
            throw ConfigFault.at(file, lineOf(node), full(key), "is empty");
        }
        return scalar.getValue();
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
