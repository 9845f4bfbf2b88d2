package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves what the feeds do where commands and the desk read it; a route calls it. */
public final class FeedNotes {

    private static final String NOTE = "feeds";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Instant> down = new HashMap<>();
    private final OpenFeeds feeds;
    private final FeedSwitches switches;
    private final Sources sources;
    private final DataFolder data;
    private final Ledger ledger;

    /**
     * A feed at this moment.
     *
     * @param state {@code reading}, {@code stopped} by a person, {@code quiet} outside of its hours, or {@code down} where
     *     its source cannot be reached
     * @param since when that began, in ISO form; null where that is not known
     * @param reason why it does not read; null while it does
     * @param eventsPerSecond outcomes a second over the last minute
     * @param mapping the version of its mapping and event types
     */
    public record Line(
            String feed,
            String account,
            String state,
            String since,
            String reason,
            double eventsPerSecond,
            String mapping) {}

    private record Condition(String state, String since, String reason) {}

    FeedNotes(OpenFeeds feeds, FeedSwitches switches, Sources sources, DataFolder data, Ledger ledger) {
        this.feeds = feeds;
        this.switches = switches;
        this.sources = sources;
        this.data = data;
        this.ledger = ledger;
    }

    public synchronized void note() throws JsonProcessingException {
        List<Line> lines = new ArrayList<>();
        for (OpenFeed feed : feeds.all()) {
            Condition now = condition(feed);
            lines.add(new Line(
                    feed.name(),
                    feed.account().name(),
                    now.state(),
                    now.since(),
                    now.reason(),
                    feed.rate().look(),
                    feed.mappings().version()));
        }
        lines.sort(Comparator.comparing(Line::feed));
        ledger.note(NOTE, json.writeValueAsString(lines));
    }

    private Condition condition(OpenFeed feed) {
        Optional<FeedSwitches.Stop> stop = switches.stop(feed.name());
        if (stop.isPresent()) {
            String reason = "stopped by " + stop.get().who() + ": " + stop.get().why();
            return new Condition("stopped", stop.get().since(), reason);
        }
        for (SourceState.Status source : sources.down()) {
            if (source.feed().equals(feed.name())) {
                return new Condition("down", source.since().toString(), source.place() + ": " + source.reason());
            }
        }
        Path inbox = data.inbox(feed.name());
        if (!feeds.hasInbox(feed.name())) {
            return open(feed);
        }
        if (!Files.isDirectory(inbox) || !Files.isReadable(inbox) || !Files.isExecutable(inbox)) {
            Instant since =
                    down.computeIfAbsent(feed.name(), name -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
            String what = Files.isDirectory(inbox) ? " cannot be read by this user" : " is not there";
            return new Condition("down", since.toString(), "the inbox " + inbox + what);
        }
        down.remove(feed.name());
        return open(feed);
    }

    private static Condition open(OpenFeed feed) {
        return feed.isInItsHours()
                ? new Condition("reading", null, null)
                : new Condition(
                        "quiet", null, "it delivers between " + feed.feed().deliverBetween());
    }
}
