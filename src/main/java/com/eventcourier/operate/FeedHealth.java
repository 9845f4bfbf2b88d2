package com.eventcourier.operate;

import com.eventcourier.feed.FileProgress;
import com.eventcourier.feed.SourceState;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.DataFolder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether a feed can be read: its inbox is there, and so is the server or queue that it reads from, if it has one. */
final class FeedHealth implements HealthIndicator {

    private final String feed;
    private final Set<String> inbox;
    private final DataFolder data;
    private final Sources sources;
    private final FileProgress progress;

    /** @param hasInbox false where nothing is read from a folder, so that none can be missing */
    FeedHealth(String feed, boolean hasInbox, DataFolder data, Sources sources, FileProgress progress) {
        this.feed = feed;
        this.inbox = hasInbox ? Set.of(feed) : Set.of();
        this.data = data;
        this.sources = sources;
        this.progress = progress;
    }

    @Override
    public Health health() {
        List<Alert> down = Troubles.sourceDown(data, inbox, sources, Duration.ZERO).stream()
                .filter(alert -> alert.subject().equals(feed))
                .toList();
        Health.Builder health = down.isEmpty()
                ? Health.up()
                : Health.down()
                        .withDetail("reason", down.get(0).sentence())
                        .withDetail("advice", down.get(0).advice());
        sources.all().stream()
                .filter(source -> source.feed().equals(feed))
                .findFirst()
                .ifPresent(source -> tell(health, source));
        return health.withDetail("openFiles", openFiles()).build();
    }

    private static void tell(Health.Builder health, SourceState.Status source) {
        health.withDetail("source", source.place())
                .withDetail("state", source.state())
                .withDetail("since", source.since().toString());
        if (source.nextTry() != null) {
            health.withDetail("nextTry", source.nextTry().toString());
        }
    }

    private long openFiles() {
        return progress.now().stream().filter(line -> line.feed().equals(feed)).count();
    }
}
