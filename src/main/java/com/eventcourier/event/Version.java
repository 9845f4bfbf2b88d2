package com.eventcourier.event;

import java.util.HexFormat;
import java.util.List;

/** A short hash of everything that decides what becomes of a feed's records. */
final class Version {
    private static final int BYTES = 6;

    private Version() {}

    static String of(MappingFacts facts, List<String> sources, EventDefinitions definitions) {
        HashInput input = HashInput.start();
        input.text(facts.toString());
        sources.forEach(input::text);
        for (EventDefinition definition : definitions.all()) {
            if (facts.event() == null || facts.event().equals(definition.event())) {
                input.bytes(definitions.content(definition.event()));
            }
        }
        return HexFormat.of().formatHex(input.sha256(BYTES));
    }
}
