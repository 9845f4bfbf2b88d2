package com.eventcourier.operate;

import com.eventcourier.feed.FileProgress;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.DataFolder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How each feed is read: whether its source is there, and how far its open files are. No file is named. */
final class FeedMeters implements MeterBinder {

    private static final double PERCENT = 100;

    private final Collection<String> feeds;
    private final Set<String> withInbox;
    private final DataFolder data;
    private final Sources sources;
    private final FileProgress progress;

    /** @param withInbox those of the feeds that read a folder */
    FeedMeters(
            Collection<String> feeds, Set<String> withInbox, DataFolder data, Sources sources, FileProgress progress) {
        this.feeds = feeds;
        this.withInbox = withInbox;
        this.data = data;
        this.sources = sources;
        this.progress = progress;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String feed : feeds) {
            Gauge.builder("courier.source.up", () -> isUp(feed) ? 1 : 0)
                    .description("1 while the inbox, and the server or queue behind it, can be read")
                    .tag("feed", feed)
                    .register(registry);
            Gauge.builder("courier.open.files", () -> open(feed).size())
                    .description("Files that are being read")
                    .tag("feed", feed)
                    .register(registry);
            Gauge.builder("courier.file.progress", () -> leastDone(feed))
                    .description(
                            "The share of the open file that is least far whose records have an outcome; 1 without one")
                    .tag("feed", feed)
                    .register(registry);
        }
    }

    private boolean isUp(String feed) {
        Set<String> inbox = withInbox.contains(feed) ? Set.of(feed) : Set.of();
        return Troubles.sourceDown(data, inbox, sources, Duration.ZERO).stream()
                .noneMatch(alert -> alert.subject().equals(feed));
    }

    private List<FileProgress.Line> open(String feed) {
        return progress.now().stream().filter(line -> line.feed().equals(feed)).toList();
    }

    private double leastDone(String feed) {
        return open(feed).stream().mapToDouble(FileProgress.Line::percent).min().orElse(PERCENT) / PERCENT;
    }
}
