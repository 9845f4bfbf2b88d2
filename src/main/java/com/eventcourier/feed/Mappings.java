package com.eventcourier.feed;

import com.eventcourier.event.EventDefinition;
import com.eventcourier.event.FeedMapping;
import java.util.List;
import java.util.Set;

/**
 * A feed's mapping in the two ways that its files need: values that have a type already (JSON), and text whose type the
 * event definition gives (CSV).
 *
 * @param withoutUnique the feed's event types that mark no attribute as unique, where the feed names its type
 */
public record Mappings(FeedMapping json, FeedMapping text, List<EventDefinition> withoutUnique) {

    FeedMapping of(Format format) {
        return format.type() == Format.Type.CSV ? text : json;
    }

    Set<String> columns() {
        return text.columns();
    }

    /** Changes when the mapping or an event type changes. */
    String version() {
        return json.version();
    }

    /** The columns that the one mapping of a feed of one event names; none where several mappings share the records. */
    Set<String> columnsOfTheMapping() {
        return text.columnsOfTheMapping();
    }

    /** Whether the feed has a mapping of its own. */
    public boolean mapped() {
        return json.mapped();
    }
}
