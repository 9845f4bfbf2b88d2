package com.eventcourier.webhook;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.webhook.RowReader.Kind;
import com.eventcourier.webhook.RowReader.Selector;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
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

/** Reads {@code outcomes.yaml} with the lines of its rows, and refuses what is not clear. */
final class OutcomeFile {

    private final Path file;
    private final Map<Selector, OutcomeRow> rows = new HashMap<>();

    OutcomeFile(Path file) {
        this.file = file;
    }

    OutcomeTable read() {
        for (Node row : rowNodes()) {
            RowReader reader = new RowReader(file, row);
            OutcomeRow outcome = reader.row();
            for (Selector selector : reader.selectors()) {
                OutcomeRow other = rows.putIfAbsent(selector, outcome);
                if (other != null) {
                    throw fault(
                            outcome.line(),
                            selector + " has a row in line " + other.line()
                                    + " already: which of the two counts is not clear, delete one");
                }
            }
        }
        Map<String, OutcomeRow> failures = new HashMap<>();
        for (Reply.Kind kind : Reply.Kind.values()) {
            failures.put(kind.word, needed(Kind.FAILURE, kind.word).withCode(kind.word));
        }
        return new OutcomeTable(
                codes(),
                statuses(),
                exactStatuses(),
                failures,
                needed(Kind.ANSWER, RowReader.UNKNOWN_CODE).withCode(Verdict.UNKNOWN_ANSWER),
                needed(Kind.ANSWER, RowReader.NOT_JSON).withCode(Verdict.UNKNOWN_ANSWER));
    }

    private Map<Integer, OutcomeRow> codes() {
        Map<Integer, OutcomeRow> codes = new HashMap<>();
        rows.forEach((selector, row) -> {
            if (selector.kind() == Kind.CODE) {
                codes.put(Integer.valueOf(selector.value()), row.withCode(selector.value()));
            }
        });
        return codes;
    }

    private Set<Integer> exactStatuses() {
        Set<Integer> statuses = new HashSet<>();
        for (Selector selector : rows.keySet()) {
            if (selector.kind() == Kind.STATUS) {
                statuses.add(Integer.valueOf(selector.value()));
            }
        }
        return statuses;
    }

    private OutcomeRow[] statuses() {
        OutcomeRow any = needed(Kind.STATUS_CLASS, RowReader.ANY);
        OutcomeRow[] statuses = new OutcomeRow[OutcomeTable.HIGHEST_STATUS - OutcomeTable.LOWEST_STATUS + 1];
        for (int status = OutcomeTable.LOWEST_STATUS; status <= OutcomeTable.HIGHEST_STATUS; status++) {
            OutcomeRow ofClass = rows.getOrDefault(new Selector(Kind.STATUS_CLASS, status / 100 + "xx"), any);
            OutcomeRow row = rows.getOrDefault(new Selector(Kind.STATUS, Integer.toString(status)), ofClass);
            statuses[status - OutcomeTable.LOWEST_STATUS] = row.withCode("http-" + status);
        }
        return statuses;
    }

    private OutcomeRow needed(Kind kind, String value) {
        OutcomeRow row = rows.get(new Selector(kind, value));
        if (row == null) {
            throw new ConfigFault(file + ": there is no row for " + new Selector(kind, value)
                    + ", so this would have no outcome: add one");
        }
        return row;
    }

    private List<Node> rowNodes() {
        if (!(document() instanceof MappingNode top) || top.getValue().size() != 1) {
            throw new ConfigFault(file + ": the file must hold one key, 'outcomes', with the list of rows");
        }
        NodeTuple only = top.getValue().get(0);
        String key = only.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!key.equals("outcomes") || !(only.getValueNode() instanceof SequenceNode list)) {
            throw fault(
                    only.getKeyNode().getStartMark().getLine() + 1,
                    "the file must hold one key, 'outcomes', with the list of rows");
        }
        return list.getValue();
    }

    private Node document() {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new Yaml(new LoaderOptions()).compose(reader);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw fault(line, "this is not YAML: " + e.getProblem());
        } catch (IOException | YAMLException e) {
            throw new ConfigFault(file + ": the outcome table cannot be read ("
                    + e.getClass().getSimpleName() + "): without it no answer means anything, so put it back");
        }
    }

    private ConfigFault fault(int line, String sentence) {
        return new ConfigFault(file + ":" + line + ": " + sentence);
    }
}
