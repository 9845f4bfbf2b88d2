package com.eventcourier.feed;

import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when a feed comes to the end of its hours and when it goes on, and leaves it where the status command reads it. */
public final class QuietHours {

    private static final Logger LOG = LoggerFactory.getLogger(QuietHours.class);

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> quiet = new HashSet<>();
    private final OpenFeeds feeds;
    private final Ledger ledger;

    private record Line(String feed, String hours, String until) {}

    QuietHours(OpenFeeds feeds, Ledger ledger) {
        this.feeds = feeds;
        this.ledger = ledger;
    }

    /** Looks at the clock; a route calls it. */
    public void note() throws JsonProcessingException {
        Instant now = Instant.now();
        List<Line> lines = new ArrayList<>();
        for (OpenFeed feed : feeds.all()) {
            Hours hours = feed.feed().deliverBetween();
            if (!hours.isOpen(now)) {
                Instant until = hours.nextOpening(now).truncatedTo(ChronoUnit.SECONDS);
                lines.add(new Line(feed.name(), hours.toString(), until.toString()));
                if (quiet.add(feed.name())) {
                    LOG.info(
                            "Feed {} delivers between {} and waits until {}: its files stay in the inbox, its retries"
                                    + " in the ledger.",
                            feed.name(),
                            hours,
                            until);
                }
            } else if (quiet.remove(feed.name())) {
                LOG.info("Feed {} delivers again; its hours are {}.", feed.name(), hours);
            }
        }
        lines.sort(Comparator.comparing(Line::feed));
        ledger.note("quiet", json.writeValueAsString(lines));
    }
}
