package com.eventcourier.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tests of a feed's mapping, as pairs of files in its folder {@code cases}: {@code <case>.in.json} is a record
 * (in a text feed with text values), {@code <case>.out.json} what becomes of it: a payload; {@code {"codes": [...]}},
 * all faults in order; a list of these for several events; or {@code {"filtered": true}}.
 */
public final class MappingCases {
    private static final String IN = ".in.json";
    private static final String OUT = ".out.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private MappingCases() {}

    /**
     * How one case ended.
     *
     * @param name the files' name without endings
     * @param message null if it passed, else what was expected and what came
     */
    public record CaseResult(String name, boolean passed, String message) {}

    /**
     * Runs the feed's cases, by name; none if it has no folder {@code cases}.
     *
     * @throws ConfigFault if the mapping itself cannot be loaded
     */
    public static List<CaseResult> run(Path feedFolder, MappingFacts facts, EventDefinitions defs) {
        FeedMapping mapping = FeedMapping.load(feedFolder, facts, defs);
        Path cases = feedFolder.resolve("cases");
        List<CaseResult> results = new ArrayList<>();
        for (String name : names(cases)) {
            results.add(run(mapping, cases, name));
        }
        return results;
    }

    private static CaseResult run(FeedMapping mapping, Path cases, String name) {
        try {
            JsonNode expected = read(cases.resolve(name + OUT));
            if (!(read(cases.resolve(name + IN)) instanceof ObjectNode record)) {
                return new CaseResult(name, false, cases.resolve(name + IN) + ": a record is a JSON object");
            }
            JsonNode outcome = outcome(mapping, record);
            boolean passed = outcome.equals(expected);
            String difference = cases.resolve(name + OUT) + ": expected " + expected + " but it is " + outcome;
            return new CaseResult(name, passed, passed ? null : difference);
        } catch (ConfigFault e) {
            return new CaseResult(name, false, e.getMessage());
        }
    }

    private static JsonNode outcome(FeedMapping mapping, ObjectNode record) {
        MappedRecord mapped = mapping.map(record);
        if (mapped.filtered()) {
            return JSON.createObjectNode().put("filtered", true);
        }
        ArrayNode all = JSON.createArrayNode();
        for (Event event : mapped.events()) {
            mapping.validate(event);
            all.add(event.valid() ? parse(event.json()) : codes(event));
        }
        return all.size() == 1 ? all.get(0) : all;
    }

    private static ObjectNode codes(Event event) {
        ObjectNode out = JSON.createObjectNode();
        ArrayNode codes = out.putArray("codes");
        event.faults().forEach(fault -> codes.add(fault.code()));
        return out;
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("A payload cannot be read back", e);
        }
    }

    private static Set<String> names(Path cases) {
        Set<String> names = new TreeSet<>();
        if (!Files.isDirectory(cases)) {
            return names;
        }
        try (Stream<Path> files = Files.list(cases)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(IN) || name.endsWith(OUT))
                    .forEach(name -> names.add(name.replaceFirst("\\.(in|out)\\.json$", "")));
        } catch (IOException e) {
            throw new ConfigFault(cases + ": the folder cannot be read");
        }
        return names;
    }

    private static JsonNode read(Path file) {
        if (!Files.exists(file)) {
            throw new ConfigFault(file + ": is missing; a case has both " + IN + " and " + OUT);
        }
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw ConfigFault.at(file, e.getLocation().getLineNr(), "", "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigFault(file + ": cannot be read as text in UTF-8");
        }
    }
}
