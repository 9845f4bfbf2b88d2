package com.eventcourier.event;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The fields that a feed's records are known by. */
final class FeedColumns {
    private FeedColumns() {}

    static Set<String> of(MappingFacts facts, Map<String, String> mappings, EventDefinitions definitions) {
        Set<String> columns = new LinkedHashSet<>();
        boolean attributes = false;
        for (String source : mappings.values()) {
            ReadColumns read = ReadColumns.of(source);
            columns.addAll(read.columns());
            attributes |= read.whole();
        }
        boolean someRecordsAreNotMapped = facts.event() == null || mappings.isEmpty();
        if (attributes || someRecordsAreNotMapped) {
            columns.add(Standard.EVENT_NAME);
            columns.add(Standard.EVENT_DATE_TIME);
            columns.addAll(Standard.UNDECLARED);
            reachable(facts, definitions)
                    .forEach(one -> columns.addAll(one.attributes().keySet()));
        }
        return Collections.unmodifiableSet(columns);
    }

    private static Collection<EventDefinition> reachable(MappingFacts facts, EventDefinitions definitions) {
        return facts.event() == null
                ? definitions.all()
                : definitions.find(facts.event()).stream().toList();
    }
}
