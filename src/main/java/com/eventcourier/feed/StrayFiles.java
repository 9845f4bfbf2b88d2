package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds files that were dropped where no feed reads them, and refuses them with a report. */
public final class StrayFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StrayFiles.class);

    private final OpenFeeds feeds;
    private final DataFolder data;
    private final Set<Path> toldOf = new HashSet<>();
    private Map<Path, FileStamp> seen = new HashMap<>();

    StrayFiles(OpenFeeds feeds, DataFolder data) {
        this.feeds = feeds;
        this.data = data;
    }

    /**
     * Refuses what lies, unchanged since the last look, in the inbox itself or in a folder that is no feed's. What is no
     * file (a folder in a feed's folder, a link) or has a name that nothing is read by is left alone and named once in the
     * log.
     */
    public void refuse() throws IOException {
        Map<Path, FileStamp> now = new HashMap<>();
        for (Path child : children(data.inboxes())) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                boolean known = feeds.hasInbox(child.getFileName().toString());
                for (Path grandchild : children(child)) {
                    look(grandchild, known ? null : now);
                }
            } else {
                look(child, now);
            }
        }
        toldOf.removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        for (Map.Entry<Path, FileStamp> file : now.entrySet()) {
            if (file.getValue().sameAs(seen.get(file.getKey()))) {
                refuse(file.getKey());
            }
        }
        seen = now;
    }

    /** @param found where files are added; null in a feed's own folder */
    private void look(Path path, Map<Path, FileStamp> found) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            tell(
                    path,
                    Files.isSymbolicLink(path) ? "a link" : Files.isDirectory(path) ? "a folder" : "not a regular file",
                    "Put the file itself there.");
        } else if (found == null && Inbox.hasBackslash(path)) {
            tell(path, "a file with a backslash in its name", "Rename it.");
        } else if (found != null && !Inbox.isUnfinishedName(path.getFileName().toString())) {
            try {
                found.put(path, FileStamp.of(path));
            } catch (NoSuchFileException e) {
                LOG.debug("{} was taken away", path);
            }
        }
    }

    private void tell(Path path, String what, String remedy) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && toldOf.add(path)) {
            LOG.warn("{} is {}; it is left where it is and not read. {}", path, what, remedy);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                if (!child.getFileName().toString().startsWith(".")) {
                    children.add(child);
                }
            }
        }
        return children;
    }

    private void refuse(Path file) throws IOException {
        Path folder = file.getParent();
        String feed = folder.equals(data.inboxes()) ? "" : folder.getFileName().toString();
        String fault = feed.isEmpty()
                ? "The file was dropped into the inbox itself; drop it into the folder of a feed."
                : feeds.find(feed).isPresent() ? "Feed " + feed + " takes no files." : feeds.whyNot(feed);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", file.getFileName().toString());
        report.put("feed", feed);
        report.put("final", true);
        report.put("fault", fault);
        report.put("records", 0);
        report.put("read", 0);
        Path outbox = DataFolder.make(feed.isEmpty() ? data.root().resolve("outbox") : data.outbox(feed));
        new ReportFiles(outbox, file.getFileName().toString(), 0).makeRoom().writeReport(report);
        Moves.into(folder.resolve(".rejected"), file, System.currentTimeMillis());
        LOG.warn("{} was refused unsent and is in {}. {}", file.getFileName(), folder.resolve(".rejected"), fault);
    }
}
