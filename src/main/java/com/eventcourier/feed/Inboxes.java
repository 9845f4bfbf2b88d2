package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;

/** The inboxes of all feeds: what the routes find in the registry, and how reading ends. */
public final class Inboxes {

    private final Map<String, Inbox> inboxes = new HashMap<>();
    private final OpenFeeds feeds;
    private final DataFolder data;
    private final Arrivals arrivals;
    private final Reports reports;
    private final Redelivery redelivery;

    Inboxes(OpenFeeds feeds, DataFolder data, Arrivals arrivals, Reports reports, Redelivery redelivery) {
        this.feeds = feeds;
        this.data = data;
        this.arrivals = arrivals;
        this.reports = reports;
        this.redelivery = redelivery;
    }

    /** Makes the folders, and binds {@code inbox-<feed>} and {@code files-<feed>} for the routes. */
    public void prepare(Registry registry) {
        DataFolder.make(data.inboxes());
        for (OpenFeed feed : feeds.withInbox()) {
            DataFolder.make(data.inbox(feed.name()));
            DataFolder.make(data.outbox(feed.name()));
            Inbox inbox = new Inbox(feed.feed(), feed::mayRead, arrivals::left);
            inboxes.put(feed.name(), inbox);
            registry.bind("inbox-" + feed.name(), inbox);
            registry.bind(
                    "files-" + feed.name(),
                    pool("files-" + feed.name(), feed.feed().filesAtOnce()));
        }
        endGone();
        settleArchives();
    }

    private void settleArchives() {
        try {
            arrivals.settleArchives();
        } catch (IOException e) {
            throw new LedgerFault("What a stop left of an archive could not be put away: " + e.getMessage(), e);
        }
    }

    /** A bounded pool of platform threads; what it cannot take at once waits in order. */
    public static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Ends the arrivals whose file was taken away, or replaced by another one, while it was not being read. */
    public void endGone() {
        arrivals.settleGone(reports);
    }

    /** Reads no file of any inbox. */
    public void leaveFilesAlone() {
        inboxes.values().forEach(Inbox::stop);
    }

    /** Ends reading: no more files are opened and no more records handed out. */
    public void stop() {
        inboxes.values().forEach(Inbox::stop);
        redelivery.stop();
        arrivals.stop();
    }

    /** Nothing is open and nothing lies in an inbox that a feed would read. */
    public boolean isIdle() throws IOException {
        if (!arrivals.isIdle()) {
            return false;
        }
        for (OpenFeed feed : feeds.withInbox()) {
            if (holds(feed, file -> isReadable(feed, file))) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(OpenFeed feed, DirectoryStream.Filter<Path> wanted) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.inbox(feed.name()), wanted)) {
            return files.iterator().hasNext();
        }
    }

    /** The feeds outside of their hours, in order: their files and retries wait. */
    public List<String> quietFeeds() {
        return feeds.all().stream()
                .filter(feed -> !feed.isInItsHours())
                .map(OpenFeed::name)
                .sorted()
                .toList();
    }

    /** Whether a file lies in the inbox of a feed that is read sooner or later. */
    public boolean holdsFile(String feed) throws IOException {
        OpenFeed open = feeds.get(feed);
        return feeds.hasInbox(feed) && holds(open, file -> wouldBeRead(open, file));
    }

    private static boolean isReadable(OpenFeed feed, Path file) {
        return feed.mayRead() && wouldBeRead(feed, file);
    }

    private static boolean wouldBeRead(OpenFeed feed, Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.isReadable(file)
                && !Inbox.isUnfinishedName(name)
                && Inbox.hasReadableName(file)
                && (!feed.feed().okMarker() || Files.exists(file.resolveSibling(name + ".ok")));
    }
}
