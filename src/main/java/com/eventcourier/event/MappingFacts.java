package com.eventcourier.event;

import java.time.ZoneId;
import java.util.List;

/**
 * What a feed's {@code feed.yaml} says about mapping.
 *
 * @param feed the feed's name
 * @param event the one event type of the feed, or null
 * @param eventFrom a JSLT expression that picks the event type of a record, or null; with neither it is the record's
 *     own {@code event_name}
 * @param filter a JSLT expression; a record is kept where it is true; null keeps all
 * @param zone the zone of dates without an offset, and the one in which dates are written
 * @param dates the patterns of the feed's dates; where a value fits two, the first that gives a real date is meant
 * @param text whether values are text (CSV): an empty one is absent, others are coerced by their attribute's type
 */
public record MappingFacts(
        String feed, String event, String eventFrom, String filter, ZoneId zone, List<String> dates, boolean text) {}
