package com.eventcourier.feed;

import com.eventcourier.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.spi.Registry;

/** The queues that feeds read from: what their routes find in the registry, and how reading ends. */
public final class Queues {

    private static final Duration LONGER_THAN_ANY_QUEUE_KEEPS = Duration.ofDays(15);

    private final Map<String, QueueDoor> doors = new HashMap<>();
    private final OpenFeeds feeds;
    private final Sources sources;
    private final Messages messages;
    private final Ledger ledger;

    Queues(OpenFeeds feeds, Sources sources, Messages messages, Ledger ledger) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.sources = sources;
        this.messages = messages;
    }

    /** Binds {@code queue-<feed>} and {@code messages-<feed>} for the routes. */
    public void prepare(Registry registry) {
        ledger.endOldMessages(Instant.now().minus(LONGER_THAN_ANY_QUEUE_KEEPS));
        for (OpenFeed feed : feeds.all()) {
            if (feed.queue() != null) {
                String place = "queue " + feed.queue().name();
                QueueDoor door = new QueueDoor(feed, sources.add(feed.name(), place));
                doors.put(feed.name(), door);
                registry.bind("queue-" + feed.name(), door);
                registry.bind(
                        "messages-" + feed.name(),
                        Inboxes.pool("messages-" + feed.name(), feed.queue().atOnce()));
            }
        }
    }

    /** What the route of a feed needs to know of its queue, as placeholders. */
    public static Map<String, Object> facts(QueueOptions queue) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("name", queue.name());
        facts.put("url", queue.url());
        facts.put("region", queue.signedFor());
        facts.put("elsewhere", String.valueOf(queue.reachedAt().isPresent()));
        facts.put("endpoint", queue.reachedAt().orElse(""));
        facts.put("wait-seconds", String.valueOf(queue.waitTime().toSeconds()));
        facts.put("visibility-seconds", String.valueOf(queue.visibility().toSeconds()));
        facts.put("batch", String.valueOf(queue.batch()));
        return facts;
    }

    /** Asks no queue for messages any more, and hands out no more records of those that are there. */
    public void stop() {
        doors.values().forEach(QueueDoor::stop);
        messages.stop();
    }

    /** Nothing is worked on, and every queue was empty or out of reach when it was looked at last. */
    public boolean isIdle() {
        return doors.values().stream().allMatch(QueueDoor::isIdle);
    }

    /** The feeds whose queue is out of reach, in order. */
    public List<String> down() {
        return doors.keySet().stream()
                .filter(feed -> doors.get(feed).isDown())
                .sorted()
                .toList();
    }
}
