package com.eventcourier.feed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a file of a feed's inbox is read: when its size and time have been steady for long enough, judged for the
 * whole folder in each pass, and when one of the feed's places for open files is free.
 */
final class Inbox implements GenericFileExclusiveReadLockStrategy<File> {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Set<String> UNFINISHED =
            Set.of("tmp", "temp", "part", "partial", "filepart", "crdownload", "swp", "writing", "inprogress", "ok");
    /** Stands for bytes of a name that could not be read. */
    private static final char UNREAD = '\uFFFD';

    private static final long PATIENCE_MILLIS = 200;

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Set<Path> toldOf = ConcurrentHashMap.newKeySet();
    private final Set<String> toldOfNames = ConcurrentHashMap.newKeySet();
    private final String feed;
    private final Duration steadyFor;
    private final boolean okMarker;
    private final BooleanSupplier open;
    private final Semaphore places;
    private final Consumer<Path> left;
    private volatile long lastSweep = System.nanoTime();
    private volatile boolean stopped;

    private record Seen(FileStamp stamp, long sinceNanos) {}

    /**
     * @param open whether files of the feed may be read at this moment
     * @param left is told when the way of a file through its route is over, however it went
     */
    Inbox(Feed feed, BooleanSupplier open, Consumer<Path> left) {
        this.left = left;
        this.feed = feed.feed();
        this.steadyFor = feed.steadyFor();
        this.okMarker = feed.okMarker();
        this.open = open;
        this.places = new Semaphore(feed.filesAtOnce());
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = path(file.getFile());
        return path != null && !stopped && open.getAsBoolean() && isWanted(path) && isSteady(path) && takePlace();
    }

    /** Null for a name whose bytes are none of this machine's character set: no file is found by what is left of it. */
    private Path path(File file) {
        try {
            Path path = file.toPath();
            if (file.getName().indexOf(UNREAD) < 0 || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        } catch (InvalidPathException e) {
            LOG.debug("{} is no name here", file, e);
        }
        tellOfName(file.getName());
        return null;
    }

    private void tellOfName(String name) {
        if (toldOfNames.add(name)) {
            LOG.warn(
                    "The name of {} in the inbox of feed {} cannot be read in this machine's character set, {}; the file is"
                            + " left where it is. Start the courier with LC_ALL=C.UTF-8, or give the file another name.",
                    name,
                    feed,
                    System.getProperty("sun.jnu.encoding"));
        }
    }

    /** Camel takes a backslash for a slash, and finds no file of such a name. */
    static boolean hasBackslash(Path file) {
        return file.getFileName().toString().indexOf('\\') >= 0;
    }

    /** Whether what Java and Camel make of a file's name leads back to the file. */
    static boolean hasReadableName(Path file) {
        if (hasBackslash(file)) {
            return false;
        }
        try {
            return file.resolveSibling(file.getFileName().toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether a name is one that a partner gives to a file that is still being written. */
    static boolean isUnfinishedName(String name) {
        int dot = name.lastIndexOf('.');
        return name.startsWith(".")
                || name.startsWith("~")
                || name.endsWith("~")
                || (dot >= 0 && UNFINISHED.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    private boolean isWanted(Path path) {
        String name = path.getFileName().toString();
        if (isUnfinishedName(name)) {
            return false;
        }
        if (Files.isSymbolicLink(path) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isReadable(path)) {
            return tell(path, "cannot be read by this user; it is left where it is and tried again.");
        }
        return !okMarker || Files.exists(path.resolveSibling(name + ".ok"));
    }

    private boolean tell(Path path, String what) {
        if (toldOf.add(path)) {
            LOG.warn("{} in the inbox of feed {} {}", path.getFileName(), feed, what);
        }
        return false;
    }

    private boolean isSteady(Path path) {
        try {
            FileStamp now = FileStamp.of(path);
            Seen before = seen.get(path);
            if (before == null || !before.stamp().sameAs(now)) {
                seen.put(path, new Seen(now, System.nanoTime()));
                return false;
            }
            return System.nanoTime() - before.sinceNanos() >= steadyFor.toNanos();
        } catch (IOException e) {
            seen.remove(path);
            return false;
        }
    }

    private boolean takePlace() {
        try {
            while (!stopped && open.getAsBoolean()) {
                if (places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void leavePlace(GenericFile<File> file) {
        left.accept(file.getFile().toPath());
        places.release();
        long now = System.nanoTime();
        if (now - lastSweep > SWEEP.toNanos()) {
            lastSweep = now;
            forgetGone();
        }
    }

    /** Looks for every file, so not after each one: in a folder of many that would be their square. */
    private void forgetGone() {
        seen.keySet().removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        toldOf.removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        leavePlace(file);
    }

    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        leavePlace(file);
    }

    @Override
    public void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        // Nothing was acquired.
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {
        // No lock files are used.
    }

    @Override
    public void setTimeout(long timeout) {
        // A place is waited for as long as the courier runs.
    }

    @Override
    public void setCheckInterval(long checkInterval) {
        // The poll's own delay is the interval.
    }

    @Override
    public void setReadLockLoggingLevel(org.apache.camel.LoggingLevel level) {
        // One line a file, of our own.
    }

    @Override
    public void setMarkerFiler(boolean markerFile) {
        // No lock files are used.
    }

    @Override
    public void setDeleteOrphanLockFiles(boolean deleteOrphanLockFiles) {
        // No lock files are used.
    }
}
