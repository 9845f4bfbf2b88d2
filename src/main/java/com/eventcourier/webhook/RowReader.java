package com.eventcourier.webhook;

import com.eventcourier.event.ConfigFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one row of {@code outcomes.yaml}. */
final class RowReader {

    static final String UNKNOWN_CODE = "unknown-code";
    static final String NOT_JSON = "not-json";
    static final String ANY = "any";

    private static final Set<String> RETRY_KEYS = Set.of("first", "factor", "ceiling", "attempts", "age");
    private static final Set<String> OTHER_KEYS = Set.of("outcome", "why", "advice", "may-be-queued", "hold-after");
    private static final Set<String> FAILURES = Set.of("not-sent", "certificate", "no-answer");
    private static final int LONGEST_RANGE = 1000;

    private final Path file;
    private final int line;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final String selectorKey;

    /** What a row is for: what makes rows equally specific. */
    enum Kind {
        CODE("code"),
        STATUS("status"),
        STATUS_CLASS("status"),
        FAILURE("failure"),
        ANSWER("answer");

        final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    record Selector(Kind kind, String value) {
        @Override
        public String toString() {
            return kind.key + " " + value;
        }
    }

    RowReader(Path file, Node node) {
        this.file = file;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode map)) {
            throw fault(line, "a row is a set of keys, such as {code: 7306, outcome: dead, why: ...}");
        }
        for (NodeTuple tuple : map.getValue()) {
            String key = text(tuple.getKeyNode());
            if (!isKnown(key)) {
                throw fault(lineOf(tuple.getKeyNode()), "unknown key '" + key + "'; known are " + knownKeys());
            }
            if (keys.put(key, tuple.getValueNode()) != null) {
                throw fault(lineOf(tuple.getKeyNode()), "key '" + key + "' is there twice");
            }
        }
        List<String> selectors =
                keys.keySet().stream().filter(RowReader::isSelector).toList();
        if (selectors.size() != 1) {
            throw fault(line, "a row needs one of code, status, failure and answer, it has " + selectors.size());
        }
        this.selectorKey = selectors.get(0);
    }

    OutcomeRow row() {
        Outcome outcome = outcome();
        if (outcome == Outcome.ACCEPTED && !selectorKey.equals("code")) {
            throw fault(line, "only a body code can mean accepted: a status alone never says yes");
        }
        if (!keys.containsKey("why")) {
            throw fault(line, "key 'why' is missing: say for people what this answer means");
        }
        int holdAfter = keys.containsKey("hold-after") ? whole("hold-after", 2, 1000) : 0;
        if (holdAfter > 0
                && !(keys.get(selectorKey) instanceof ScalarNode only
                        && only.getValue().equals(NOT_JSON))) {
            throw fault(line, "'hold-after' belongs to the row of answer not-json only");
        }
        return new OutcomeRow(
                line, outcome, "", string("why"), string("advice"), flag("may-be-queued"), holdAfter, plan(outcome));
    }

    List<Selector> selectors() {
        List<Selector> found = new ArrayList<>();
        Node node = keys.get(selectorKey);
        List<Node> values = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        for (Node value : values) {
            String text = text(value);
            switch (selectorKey) {
                case "code" -> found.addAll(codes(text, lineOf(value)));
                case "status" -> found.add(status(text, lineOf(value)));
                case "failure" -> found.add(word(Kind.FAILURE, text, FAILURES, lineOf(value)));
                default -> found.add(word(Kind.ANSWER, text, Set.of(UNKNOWN_CODE, NOT_JSON), lineOf(value)));
            }
        }
        if (found.isEmpty()) {
            throw fault(line, "the list of '" + selectorKey + "' is empty");
        }
        return found;
    }

    private Outcome outcome() {
        String word = keys.containsKey("outcome") ? string("outcome") : "";
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.LATER && outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw fault(line, "outcome '" + word + "' is not accepted, retry, hold, dead or ambiguous");
    }

    private RetryPlan plan(Outcome outcome) {
        if (keys.keySet().stream().noneMatch(RETRY_KEYS::contains)) {
            return null;
        }
        if (outcome != Outcome.RETRY && outcome != Outcome.AMBIGUOUS) {
            throw fault(line, "times belong to rows that try again, this one is " + outcome.word());
        }
        RetryPlan usual = RetryPlan.USUAL;
        return new RetryPlan(
                time("first", usual.first()),
                keys.containsKey("factor") ? factor() : usual.factor(),
                time("ceiling", usual.ceiling()),
                keys.containsKey("attempts") ? whole("attempts", 0, 1000) : usual.attempts(),
                time("age", usual.age()));
    }

    private List<Selector> codes(String text, int at) {
        int dots = text.indexOf("..");
        int from = number(dots < 0 ? text : text.substring(0, dots), at);
        int to = dots < 0 ? from : number(text.substring(dots + 2), at);
        if (to < from || to - from >= LONGEST_RANGE) {
            throw fault(at, "'" + text + "' is not a range of at most " + LONGEST_RANGE + " codes");
        }
        List<Selector> codes = new ArrayList<>();
        for (int code = from; code <= to; code++) {
            codes.add(new Selector(Kind.CODE, Integer.toString(code)));
        }
        return codes;
    }

    private Selector status(String text, int at) {
        if (text.equals(ANY) || text.matches("[1-9]xx")) {
            return new Selector(Kind.STATUS_CLASS, text);
        }
        if (text.matches("[1-9][0-9][0-9]")) {
            return new Selector(Kind.STATUS, text);
        }
        throw fault(at, "status '" + text + "' is not a status (401), a class (5xx) or any");
    }

    private Selector word(Kind kind, String text, Set<String> known, int at) {
        if (!known.contains(text)) {
            throw fault(at, kind.key + " '" + text + "' is unknown; known are " + new TreeSet<>(known));
        }
        return new Selector(kind, text);
    }

    private int number(String text, int at) {
        if (!text.matches("\\d{1,9}")) {
            throw fault(at, "code '" + text + "' is not a number of up to nine digits");
        }
        return Integer.parseInt(text);
    }

    private int whole(String key, int least, int most) {
        String text = string(key);
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw fault(lineOf(keys.get(key)), "'" + key + "' must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    private double factor() {
        String text = string("factor");
        double factor = text.matches("\\d{1,3}(\\.\\d{1,3})?") ? Double.parseDouble(text) : 0;
        if (factor < 1 || factor > 100) {
            throw fault(lineOf(keys.get("factor")), "'factor' must be a number from 1 to 100");
        }
        return factor;
    }

    private Duration time(String key, Duration usual) {
        if (!keys.containsKey(key)) {
            return usual;
        }
        try {
            Duration time = DurationStyle.detectAndParse(string(key));
            if (time.toMillis() >= 1) {
                return time;
            }
        } catch (IllegalArgumentException e) {
            // said below, with file and line
        }
        throw fault(lineOf(keys.get(key)), "'" + key + "' must be a time such as 30s, 15m or 24h");
    }

    private boolean flag(String key) {
        String text = keys.containsKey(key) ? string(key) : "false";
        if (!text.equals("true") && !text.equals("false")) {
            throw fault(lineOf(keys.get(key)), "'" + key + "' must be true or false");
        }
        return text.equals("true");
    }

    private String string(String key) {
        return keys.containsKey(key) ? text(keys.get(key)) : null;
    }

    private String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(lineOf(node), "a single word or number is expected here");
    }

    private static boolean isKnown(String key) {
        return isSelector(key) || OTHER_KEYS.contains(key) || RETRY_KEYS.contains(key);
    }

    private static boolean isSelector(String key) {
        return key.equals("code") || key.equals("status") || key.equals("failure") || key.equals("answer");
    }

    private static Set<String> knownKeys() {
        Set<String> known = new TreeSet<>(Set.of("code", "status", "failure", "answer"));
        known.addAll(OTHER_KEYS);
        known.addAll(RETRY_KEYS);
        return known;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private ConfigFault fault(int at, String sentence) {
        return new ConfigFault(file + ":" + at + ": " + sentence);
    }
}
