package com.eventcourier.operate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A route file twice: as marked nodes, which know their lines, and as the JSON that the schema judges. */
record RouteFile(Path path, Node root, JsonNode json, int lineCount, List<RouteEntry> entries, List<YamlPair> pairs) {

    static final String ENDING = ".camel.yaml";

    private static final YAMLMapper JSON = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads the file; what keeps it from being read is a finding, and then there is no file. */
    static Optional<RouteFile> read(Path path, List<RouteFinding> findings) {
        try {
            String text = Files.readString(path);
            Optional<RouteFinding> alias = firstAlias(path, text);
            if (alias.isPresent()) {
                findings.add(alias.get());
                return Optional.empty();
            }
            Node root = new Yaml().compose(new StringReader(text));
            if (root instanceof SequenceNode list && !list.getValue().isEmpty()) {
                return Optional.of(new RouteFile(
                        path,
                        root,
                        JSON.readTree(text),
                        (int) text.lines().count(),
                        RouteEntry.allIn(root),
                        YamlPair.allIn(root)));
            }
            findings.add(new RouteFinding(path, 1, "A route file is a list: begin it with '- route:'."));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            findings.add(new RouteFinding(path, line, "This is not YAML: " + e.getProblem() + "."));
        } catch (YAMLException e) {
            findings.add(new RouteFinding(path, 1, "This is not YAML: " + e.getMessage() + "."));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            findings.add(new RouteFinding(path, line, "This is not YAML: " + e.getOriginalMessage() + "."));
        } catch (CharacterCodingException e) {
            findings.add(new RouteFinding(path, 0, "This file is not UTF-8: save it as UTF-8."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    /** Editors of routes write an alias out or lose it, and an alias may hold itself: so none is allowed. */
    private static Optional<RouteFinding> firstAlias(Path path, String text) {
        for (Event event : new Yaml().parse(new StringReader(text))) {
            if (event instanceof AliasEvent alias) {
                String message = "'*" + alias.getAnchor() + "' is an alias: write its value out.";
                return Optional.of(new RouteFinding(path, alias.getStartMark().getLine() + 1, message));
            }
        }
        return Optional.empty();
    }

    /** The name of the file without its ending: what the id must be. */
    String name() {
        String file = path.getFileName().toString();
        return file.substring(0, file.length() - ENDING.length());
    }

    List<RouteEntry> entries(String kind) {
        return entries.stream().filter(entry -> entry.is(kind)).toList();
    }

    RouteFinding finding(int line, String message) {
        return new RouteFinding(path, line, message);
    }
}
