package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes finished and refused files when their feed's keep-days are over. */
public final class DoneFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DoneFiles.class);

    private final OpenFeeds feeds;
    private final DataFolder data;

    DoneFiles(OpenFeeds feeds, DataFolder data) {
        this.feeds = feeds;
        this.data = data;
    }

    /** Removes what is too old. */
    public void purge() throws IOException {
        for (OpenFeed feed : feeds.withInbox()) {
            Instant oldest = Instant.now().minus(Duration.ofDays(feed.feed().keepDays()));
            purge(data.done(feed.name()), oldest);
            purge(data.rejected(feed.name()), oldest);
        }
    }

    private static void purge(Path folder, Instant oldest) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Object moved = Files.getAttribute(file, "unix:ctime");
                if (moved instanceof java.nio.file.attribute.FileTime time
                        && time.toInstant().isBefore(oldest)) {
                    Files.delete(file);
                    removed++;
                }
            }
        }
        if (removed > 0) {
            LOG.info("Removed {} files from {} that were older than {}.", removed, folder, oldest);
        }
    }
}
