package com.eventcourier.feed;

import com.eventcourier.webhook.GateState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the files of a feed from its server into its inbox: a file that did not change from one look at its folder to the
 * next, one that did not change while it was copied either, and only while it can be delivered, or one for a shut gate that
 * nobody else tries. When the ledger has the
 * arrival, the file on the server is moved, renamed or deleted.
 */
final class SftpDoor {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDoor.class);

    /** How a file looked, and since when it does. */
    private record Look(RemoteCopy.Stamp stamp, long nanos) {}

    private final Map<String, Look> seen = new ConcurrentHashMap<>();
    private final Map<String, Download> downloads = new ConcurrentHashMap<>();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private final Set<String> offered = ConcurrentHashMap.newKeySet();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final OpenFeed feed;
    private final SftpOptions options;
    private final RemoteFolders folders;
    private final Path inbox;
    private final RemoteCopies copies;
    private volatile boolean stopped;
    private volatile boolean settled;
    private volatile boolean probes;

    SftpDoor(OpenFeed feed, SftpOptions options, Path inbox, RemoteCopies copies) {
        this.feed = feed;
        this.options = options;
        this.folders = RemoteFolders.of(options);
        this.inbox = inbox;
        this.copies = copies;
    }

    /** A new look at the folders begins. */
    void beginLook() {
        listed.clear();
        offered.clear();
        probes = false;
    }

    /** Whether something that was listed concerns this feed. */
    boolean isMeant(String path, boolean folder) {
        if (folder) {
            return folders.leadsOn(path);
        }
        listed.add(path);
        boolean meant = folders.isMeant(path);
        if (meant && RemoteFolders.isPattern(path)) {
            offered.add(path);
            tell(path, "its name has a *, a ? or a \\ in it, which the server would take for other names too");
            return false;
        }
        return meant;
    }

    /** Whether a file that was listed is to be copied now. Deals with what was copied before. */
    boolean wants(RemoteEnd end, String path, RemoteCopy.Stamp stamp) throws IOException {
        offered.add(path);
        RemoteCopy copy = copies.of(path);
        if (copy != null) {
            settle(end, copy, stamp);
            return false;
        }
        boolean steady = isSteady(path, stamp);
        Download download = downloads.get(path);
        if (download != null) {
            putOrDrop(path, stamp, download);
            return false;
        }
        boolean whole = feed.feed().okMarker() ? listed.contains(path + ".ok") : steady;
        return whole && !stopped && mayCome(path, stamp);
    }

    /** After a copy the next look comes at once, which says nothing of a file that grows slowly. */
    private boolean isSteady(String path, RemoteCopy.Stamp stamp) {
        long now = System.nanoTime();
        Look before = seen.get(path);
        if (before == null || !before.stamp().equals(stamp)) {
            seen.put(path, new Look(stamp, now));
            return false;
        }
        return now - before.nanos() >= options.poll().toNanos() * 9 / 10;
    }

    private void settle(RemoteEnd end, RemoteCopy copy, RemoteCopy.Stamp stamp) throws IOException {
        if (!copies.hasArrived(copy)) {
            return;
        }
        if (copy.stamp().equals(stamp)) {
            try {
                end.of(copy.path(), feed.feed().okMarker() && listed.contains(copy.path() + ".ok"));
            } catch (RuntimeException e) {
                if (!SftpFaults.isOfOneFile(e)) {
                    throw e;
                }
                tell(copy.path(), "it was read, but the server does not let it be moved, renamed or deleted");
                return;
            }
            offered.remove(copy.path());
        } else {
            LOG.info(
                    "{} of feed {} was sent once more while it was on its way; it is copied again.",
                    copy.path(),
                    name());
        }
        copies.forget(copy);
        told.remove(copy.path());
    }

    /** Only what did not change from before the copy to after it is surely whole. */
    private void putOrDrop(String path, RemoteCopy.Stamp stamp, Download download) throws IOException {
        if (!stamp.equals(download.stamp())) {
            downloads.remove(path);
            Files.deleteIfExists(copies.part(path));
        } else if (!isInInbox(path)) {
            downloads.remove(path);
            copies.put(path, download.stamp(), download.sha256());
        }
    }

    private boolean isInInbox(String path) {
        return Files.exists(inbox.resolve(RemoteFolders.name(path)), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean mayCome(String path, RemoteCopy.Stamp stamp) throws IOException {
        return feed.mayRead() && !isInInbox(path) && mayBeDelivered() && hasRoom(path, stamp);
    }

    /** A shut gate is tried with an event. Where nobody has one a single file comes, and the next when that was read. */
    private boolean mayBeDelivered() throws IOException {
        if (feed.account().gate().status().state().equals(GateState.OPEN.word())) {
            return true;
        }
        boolean needed = !probes && feed.account().lacksProbe() && downloads.isEmpty() && wereAllRead();
        probes |= needed;
        return needed;
    }

    private boolean wereAllRead() throws IOException {
        for (RemoteCopy copy : copies.all()) {
            if (!copies.hasArrived(copy)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRoom(String path, RemoteCopy.Stamp stamp) throws IOException {
        long coming =
                downloads.values().stream().mapToLong(one -> one.stamp().size()).sum();
        Ahead ahead = Ahead.in(inbox).with(downloads.size(), coming);
        if (ahead.files() >= options.aheadFiles()
                || ahead.bytes() >= options.aheadSize().toBytes()) {
            return false;
        }
        boolean room = Files.getFileStore(inbox).getUsableSpace() > stamp.size();
        if (!room) {
            tell(path, "the disk has no room for its " + stamp.size() + " bytes");
        }
        return room;
    }

    /**
     * Copies the content of a file.
     *
     * @throws Download.Cut when the server is at fault; this disk's faults are told here
     */
    void copy(GenericFile<SftpRemoteFile> file, InputStream in) throws Download.Cut {
        String path = file.getAbsoluteFilePath();
        RemoteCopy.Stamp stamp = new RemoteCopy.Stamp(file.getFileLength(), file.getLastModified());
        try {
            Download download = Download.of(in, stamp, copies.part(path), () -> stopped);
            if (download != null) {
                downloads.put(path, download);
                told.remove(path);
            }
        } catch (Download.Cut e) {
            throw e;
        } catch (IOException e) {
            tell(path, e.getMessage());
        }
    }

    /** A file is in the way for itself; it is said once until it changes. */
    void tell(String path, String why) {
        if (!why.equals(told.put(path, why))) {
            LOG.warn("{} on the server of feed {} stays there and is tried again: {}.", path, name(), why);
        }
    }

    /** Every folder was looked at to its end. */
    void endLook() throws IOException {
        for (RemoteCopy copy : copies.all()) {
            if (!offered.contains(copy.path()) && copies.hasArrived(copy)) {
                copies.forget(copy);
            }
        }
        for (String path : Set.copyOf(downloads.keySet())) {
            if (!offered.contains(path)) {
                downloads.remove(path);
                Files.deleteIfExists(copies.part(path));
            }
        }
        seen.keySet().retainAll(offered);
        told.keySet().retainAll(offered);
        settled = copies.isEmpty() && (told.keySet().containsAll(offered) || !feed.mayRead());
    }

    /** Whether the last look found nothing that is still to be copied or dealt with. */
    boolean isSettled() {
        return settled;
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    String name() {
        return feed.name();
    }
}
