package com.eventcourier.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The event types of {@code config/events}, one file each. */
public final class EventDefinitions {
    private final Map<String, EventDefinition> byName;
    private final Map<String, byte[]> contents;

    private EventDefinitions(Map<String, EventDefinition> byName, Map<String, byte[]> contents) {
        this.byName = byName;
        this.contents = contents;
    }

    /**
     * Reads every {@code <event_name>.yaml} of the folder.
     *
     * @throws ConfigFault with the first mistake of each file that has one
     */
    public static EventDefinitions load(Path eventsFolder) {
        Map<String, EventDefinition> byName = new TreeMap<>();
        Map<String, byte[]> contents = new TreeMap<>();
        List<String> mistakes = new ArrayList<>();
        for (Path file : files(eventsFolder)) {
            try {
                EventDefinition definition = DefinitionFile.read(file);
                byName.put(definition.event(), definition);
                contents.put(definition.event(), Files.readAllBytes(file));
            } catch (ConfigFault fault) {
                mistakes.addAll(fault.sentences());
            } catch (IOException e) {
                mistakes.add(file + ": the definition cannot be read: " + e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigFault(mistakes);
        }
        return new EventDefinitions(byName, contents);
    }

    public Optional<EventDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All of them, by name. */
    public Collection<EventDefinition> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Every name that an attribute of some event type has, or that any payload may have. */
    public Set<String> attributeNames() {
        Set<String> names = new HashSet<>(Standard.UNDECLARED);
        names.add(Standard.EVENT_DATE_TIME);
        all().forEach(event -> names.addAll(event.attributes().keySet()));
        return names;
    }

    /** What the definition's file holds, for a version. */
    byte[] content(String event) {
        return contents.getOrDefault(event, new byte[0]);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(EventDefinitions::isDefinition).sorted().toList();
        } catch (IOException e) {
            throw new ConfigFault(folder + ": the folder of event definitions cannot be read");
        }
    }

    private static boolean isDefinition(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }
}
