package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds files that were dropped where no feed reads them, and refuses them with a report. */
public final class StrayFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StrayFiles.class);

    private final OpenFeeds feeds;
    private final DataFolder data;
    private Map<Path, FileStamp> seen = new HashMap<>();

    StrayFiles(OpenFeeds feeds, DataFolder data) {
        this.feeds = feeds;
        this.data = data;
    }

    /** Refuses what lies, unchanged since the last look, in the inbox itself or in a folder that is no feed's. */
    public void refuse() throws IOException {
        Map<Path, FileStamp> now = new HashMap<>();
        look(data.inboxes(), now);
        for (Path folder : children(data.inboxes())) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && !folder.getFileName().toString().startsWith(".")
                    && feeds.find(folder.getFileName().toString()).isEmpty()) {
                look(folder, now);
            }
        }
        for (Map.Entry<Path, FileStamp> file : now.entrySet()) {
            if (file.getValue().sameAs(seen.get(file.getKey()))) {
                refuse(file.getKey());
            }
        }
        seen = now;
    }

    private static void look(Path folder, Map<Path, FileStamp> found) throws IOException {
        for (Path file : children(folder)) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && !Inbox.isUnfinishedName(file.getFileName().toString())) {
                found.put(file, FileStamp.of(file));
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        return children;
    }

    private void refuse(Path file) throws IOException {
        Path folder = file.getParent();
        String feed = folder.equals(data.inboxes()) ? "" : folder.getFileName().toString();
        String fault = feed.isEmpty()
                ? "The file was dropped into the inbox itself; drop it into the folder of a feed."
                : "There is no feed " + feed + ": config/feeds has no folder of this name.";
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", file.getFileName().toString());
        report.put("feed", feed);
        report.put("final", true);
        report.put("fault", fault);
        report.put("records", 0);
        report.put("read", 0);
        Path outbox = DataFolder.make(feed.isEmpty() ? data.root().resolve("outbox") : data.outbox(feed));
        Files.write(outbox.resolve(file.getFileName() + ".report.json"), Reports.pretty(report));
        Moves.into(folder.resolve(".rejected"), file, System.currentTimeMillis());
        LOG.warn("{} was refused unsent and is in {}. {}", file.getFileName(), folder.resolve(".rejected"), fault);
    }
}
