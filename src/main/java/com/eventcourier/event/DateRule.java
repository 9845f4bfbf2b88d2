package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Dates, as {@link FeedDates} reads them. */
final class DateRule extends AttributeRule {
    private final FeedDates dates;
    private final DatePattern format;

    DateRule(Attribute attribute, FeedDates dates) {
        super(attribute);
        this.dates = dates;
        this.format = attribute.format() == null ? null : DatePattern.of(attribute.format());
    }

    @Override
    JsonNode accept(JsonNode value, boolean mapped) {
        if (!value.isTextual()) {
            return null;
        }
        String text = value.textValue();
        String date = dates.toSend(text, mapped, format);
        if (date == null) {
            return null;
        }
        return date.equals(text) ? value : TextNode.valueOf(date);
    }

    @Override
    Fault refusal(JsonNode value) {
        return wrongType(value, "a date that exists and has one meaning; declare its pattern under the feed's dates");
    }
}
