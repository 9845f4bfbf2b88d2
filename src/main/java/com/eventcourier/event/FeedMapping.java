package com.eventcourier.event;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns the records of one feed into events and says what is wrong with them. Everything is compiled when it is loaded;
 * it is thread-safe, and bad data never makes it throw.
 */
public final class FeedMapping {
    private static final ObjectReader STORED = JsonMapper.builder().build().reader();

    private final RecordMapper mapper;
    private final Map<String, EventCheck> checks;
    private final Map<String, AgeLimit> ages;
    private final Set<String> columns;
    private final Set<String> named;
    private final boolean mapped;
    private final String version;

    private FeedMapping(
            RecordMapper mapper,
            Map<String, EventCheck> checks,
            Map<String, AgeLimit> ages,
            Set<String> columns,
            Set<String> named,
            boolean mapped,
            String version) {
        this.mapper = mapper;
        this.checks = checks;
        this.ages = ages;
        this.columns = columns;
        this.named = named;
        this.mapped = mapped;
        this.version = version;
    }

    /**
     * Compiles what the feed's folder and its facts say.
     *
     * @throws ConfigFault for an event that nobody defined, a date pattern that is none, or JSLT that does not compile
     */
    public static FeedMapping load(Path feedFolder, MappingFacts facts, EventDefinitions definitions) {
        FeedFolder folder = new FeedFolder(feedFolder);
        if (facts.event() != null && definitions.find(facts.event()).isEmpty()) {
            throw folder.fault("event", "no event \"" + facts.event() + "\" is defined");
        }
        FeedDates dates = dates(folder, facts);
        DateFunction date = new DateFunction(facts.zone());
        Map<String, String> sources = folder.mappings(facts, definitions);
        Map<String, Jslt> mappings = new TreeMap<>();
        sources.forEach((event, source) -> mappings.put(event, folder.mapping(event, source, date)));
        RecordMapper mapper = new RecordMapper(
                facts,
                folder.expression("event-from", facts.eventFrom(), date),
                folder.expression("filter", facts.filter(), date),
                Map.copyOf(mappings));
        Map<String, EventCheck> checks = new HashMap<>();
        definitions.all().forEach(one -> checks.put(one.event(), new EventCheck(one, facts.text(), dates)));
        return new FeedMapping(
                mapper,
                Map.copyOf(checks),
                ages(definitions, facts),
                FeedColumns.of(facts, sources, definitions),
                facts.event() == null || sources.size() != 1
                        ? Set.of()
                        : ReadColumns.of(sources.values().iterator().next()).columns(),
                !mappings.isEmpty(),
                Version.of(facts, folder.sources(), definitions));
    }

    /**
     * The events of one record. Neither the record nor what it holds is changed. A mapping that fails, or exhausts
     * stack or memory, becomes one event without a payload and with that fault.
     */
    public MappedRecord map(ObjectNode record) {
        return mapper.map(record);
    }

    /** A payload that was mapped before, such as one that a person has mended, as an event to validate. */
    public Event event(ObjectNode payload) {
        Event event = Event.of(PayloadCopy.of(payload, null, false), false);
        return mapper.maps(event.name()) ? Event.of(event.payload(), true) : event;
    }

    /**
     * Finds all faults of an event; the first decides its code. Text of a text feed takes the attribute's type, dates
     * are written as the target wants them, both in the event's payload.
     */
    public void validate(Event event) {
        if (event.payload() == null) {
            return;
        }
        try {
            validateOnce(event);
        } catch (StackOverflowError e) {
            event.refuse(Fault.of(Codes.POISON, "The payload exhausts the stack"));
        } catch (OutOfMemoryError e) {
            Fault poison = Fault.of(Codes.POISON, "The payload exhausts the memory");
            SecondTry.alone(
                    () -> {
                        validateOnce(event);
                        return event;
                    },
                    () -> event.refuse(poison));
        }
    }

    private void validateOnce(Event event) {
        ObjectNode payload = event.payload();
        Fault unbounded = PayloadBounds.fault(payload);
        if (unbounded != null) {
            event.refuse(unbounded);
            return;
        }
        EventCheck check = event.name() == null ? null : checks.get(event.name());
        if (check == null) {
            event.judge(null, List.of(NoDefinition.fault(payload)));
            return;
        }
        try {
            event.judge(check.definition(), check.check(payload, event.mapped()));
        } catch (StackOverflowError e) {
            event.judge(check.definition(), List.of(Fault.of(Codes.POISON, "A pattern exhausts the stack on a value")));
        }
    }

    /** The fault {@code stale} of an event whose turn has come; null for one that may be sent. */
    public Fault stale(Event event, Instant now) {
        AgeLimit limit = event.name() == null ? null : ages.get(event.name());
        return limit == null ? null : limit.fault(event.payload(), now);
    }

    /** The same for a payload as it was stored, so that nothing is parsed where the event type has no limit. */
    public Fault stale(String event, byte[] payload, Instant now) {
        AgeLimit limit = event == null || payload == null ? null : ages.get(event);
        try {
            return limit == null ? null : limit.fault(STORED.readTree(payload), now);
        } catch (IOException e) {
            return null; // what was stored is a payload; if it is none, its age is not what is wrong with it
        }
    }

    /**
     * The top-level fields of a record that the mappings read; without a mapping, the attributes of the feed's events.
     * A file whose header has none of them is not this feed's. What only the filter or the event rule reads is not
     * among them.
     */
    public Set<String> columns() {
        return columns;
    }

    /** The top-level fields that the mapping names; none unless all records go through one mapping. */
    public Set<String> columnsOfTheMapping() {
        return named;
    }

    /** Whether the feed has a mapping of its own. */
    public boolean mapped() {
        return mapped;
    }

    /** Twelve hex digits that change with the mappings, the feed's facts and the definitions it can use. */
    public String version() {
        return version;
    }

    private static Map<String, AgeLimit> ages(EventDefinitions definitions, MappingFacts facts) {
        Map<String, AgeLimit> ages = new HashMap<>();
        for (EventDefinition definition : definitions.all()) {
            AgeLimit limit = AgeLimit.of(definition, facts.zone());
            if (limit != null) {
                ages.put(definition.event(), limit);
            }
        }
        return Map.copyOf(ages);
    }

    private static FeedDates dates(FeedFolder folder, MappingFacts facts) {
        try {
            return FeedDates.of(facts.zone(), facts.dates());
        } catch (IllegalArgumentException e) {
            throw folder.fault("dates", e.getMessage());
        }
    }
}
