package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The function {@code date(value, pattern)} of mappings: strict, in the feed's zone unless the pattern has an offset.
 * Null and an empty text give null; anything else that is not a date in the pattern gives an {@link UnreadDate}.
 */
final class DateFunction implements Function {
    private static final int MOST_PATTERNS = 100;

    private final ZoneId zone;
    private final Map<String, DatePattern> patterns = new ConcurrentHashMap<>();

    DateFunction(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String getName() {
        return "date";
    }

    @Override
    public int getMinArguments() {
        return 2;
    }

    @Override
    public int getMaxArguments() {
        return 2;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        JsonNode value = arguments[0];
        if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
            return NullNode.instance;
        }
        DatePattern pattern = pattern(arguments[1]);
        String text = value.asText();
        OffsetDateTime date = value.isTextual() && pattern.claims(text) ? pattern.read(text, zone) : null;
        String written = date == null ? null : IsoDate.write(date.atZoneSameInstant(zone));
        return written == null ? new UnreadDate(text, pattern.toString()) : TextNode.valueOf(written);
    }

    private DatePattern pattern(JsonNode argument) {
        String text = argument.asText();
        DatePattern known = patterns.get(text);
        if (known != null) {
            return known;
        }
        try {
            DatePattern pattern = DatePattern.whole(text);
            if (patterns.size() < MOST_PATTERNS) {
                patterns.put(text, pattern);
            }
            return pattern;
        } catch (IllegalArgumentException e) {
            throw new JsltException("date(): the pattern \"" + text + "\" " + e.getMessage());
        }
    }
}
