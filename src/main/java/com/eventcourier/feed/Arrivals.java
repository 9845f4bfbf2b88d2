package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Incoming;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.Resume;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and ends arrivals: the first and the last steps of a feed's route. */
public final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final String ANNOUNCED = "announced-";
    private static final Duration ANNOUNCED_FOR = Duration.ofDays(1);

    private final Map<Long, OpenArrival> open = new ConcurrentHashMap<>();
    private final Map<String, Path> contents = new ConcurrentHashMap<>();
    private final Map<Path, Hashed> hashes = new ConcurrentHashMap<>();
    private final Set<Long> replaced = ConcurrentHashMap.newKeySet();
    private final OpenFeeds feeds;
    private final Ledger ledger;
    private final DataFolder data;
    private final FileFaults faults;
    private final Archives archives;
    private volatile boolean stopping;
    private volatile String againAnnounced;

    /** The hash of a file that waits is not made again while the file is the same. */
    private record Hashed(FileStamp stamp, byte[] hash) {}

    Arrivals(OpenFeeds feeds, Ledger ledger, DataFolder data, FileFaults faults) {
        this.faults = faults;
        this.feeds = feeds;
        this.ledger = ledger;
        this.data = data;
        this.archives = new Archives(data);
    }

    /**
     * Opens a file of a feed as an arrival: a new one, or one that a stop left in the middle.
     *
     * @return null when the file is to be left alone for now
     */
    public OpenArrival open(String feedName, File source) throws IOException {
        OpenFeed feed = feeds.get(feedName);
        Path file = source.toPath();
        if (faults.putsOff(file)) {
            return null;
        }
        try {
            FileStamp stamp = FileStamp.of(file);
            byte[] hash = hash(stamp);
            Path other = contents.putIfAbsent(feedName + " " + HexFormat.of().formatHex(hash), file);
            if (other != null && !other.equals(file)) {
                hashes.put(file, new Hashed(stamp, hash));
                LOG.debug("{} has the content of {}, which is on its way; it waits", file, other);
                return null;
            }
            Packed packed = Packed.of(file);
            return packed == null ? open(feed, stamp, hash) : openArchive(feed, stamp, hash, packed);
        } catch (NoSuchFileException e) {
            LOG.info("File {} of feed {} was taken away before it was read.", file.getFileName(), feedName);
            return null;
        }
    }

    private byte[] hash(FileStamp stamp) throws IOException {
        Hashed known = hashes.remove(stamp.file());
        return known != null && known.stamp().sameAs(stamp) ? known.hash() : stamp.contentHash();
    }

    private OpenArrival open(OpenFeed feed, FileStamp stamp, byte[] hash) throws IOException {
        String wrong = PlainlyWrong.reason(feed.feed(), feed.mappings(), stamp.file());
        RecordReader reader = wrong == null
                ? RecordReaders.open(
                        stamp.file(), feed.feed().format(), feed.feed().maxRecord())
                : null;
        // only now is it certain that what was opened is what the hash was made of
        if (stopping || !stamp.holds()) {
            if (reader != null) {
                reader.close();
            }
            return null;
        }
        ArrivalRow row = row(feed, stamp, hash);
        if (reader != null) {
            ledger.desk().shape(row.id(), new Shape(reader.format(), reader.header()).json());
        }
        return opened(arrival(feed, row, stamp, reader, wrong));
    }

    /** An archive is an arrival without records: what is in it is handed to the inbox before it ends. */
    private OpenArrival openArchive(OpenFeed feed, FileStamp stamp, byte[] hash, Packed packed) throws IOException {
        String wrong = archives.unpack(feed.feed(), stamp.file(), packed, hash, () -> stopping);
        if (stopping || !stamp.holds()) {
            return null;
        }
        ArrivalRow row = row(feed, stamp, hash);
        if (!row.is(ArrivalRow.READING)) {
            return opened(new OpenArrival(row, feed, stamp, row.fault()));
        }
        if (wrong == null) {
            archives.handOver(feed.feed(), stamp.file(), hash);
        }
        return opened(new OpenArrival(row, feed, stamp, wrong));
    }

    private ArrivalRow row(OpenFeed feed, FileStamp stamp, byte[] hash) {
        String name = stamp.file().getFileName().toString();
        String version = feed.mappings().version();
        ArrivalRow row = ledger.openArrival(
                new Incoming(feed.name(), feed.account().name(), ArrivalRow.FILE, name, hash, stamp.size(), version));
        // what is left open under this name was in a file that this one has taken the place of
        ledger.queries().openFiles(feed.name(), name).stream()
                .map(ArrivalRow::id)
                .filter(other -> other != row.id())
                .forEach(replaced::add);
        return row;
    }

    private OpenArrival opened(OpenArrival arrival) {
        open.put(arrival.arrival(), arrival);
        ledger.follow(arrival);
        if (stopping) {
            arrival.stop();
        }
        return arrival;
    }

    private OpenArrival arrival(OpenFeed feed, ArrivalRow row, FileStamp stamp, RecordReader reader, String wrong)
            throws IOException {
        if (reader == null || !row.is(ArrivalRow.READING)) {
            if (reader != null) {
                reader.close();
            }
            return new OpenArrival(row, feed, stamp, row.is(ArrivalRow.READING) ? wrong : row.fault());
        }
        if (row.mark() > 0) {
            LOG.info(
                    "Feed {} goes on with {} where it stopped: rows up to {} have their outcome.",
                    feed.name(),
                    row.name(),
                    row.settledTo());
        }
        Resume resume = ledger.queries().resume(row);
        ledger.forgetUnsent(row.id());
        return new OpenArrival(row, feed, stamp, reader, resume, ledger);
    }

    /** The way of a file through its route is over: its content may be looked at again, here or under another name. */
    void left(Path file) {
        contents.values().remove(file);
        open.values().removeIf(arrival -> arrival.file().equals(file));
    }

    /** The reader came to its end: the arrival is read when every outcome is on disk. */
    public OpenArrival end(OpenArrival arrival) throws IOException {
        arrival.awaitSettled();
        arrival.close();
        open.remove(arrival.arrival());
        if (!arrival.isWhole()) {
            ledger.arrivalStopped(arrival.arrival(), arrival.reached());
            ledger.unfollow(arrival.arrival());
            if (arrival.fault() != null) {
                faults.of(arrival.file(), arrival.fault());
            }
            return arrival;
        }
        ledger.arrivalRead(arrival, sentence(arrival.endFault(), change(arrival.stamp())));
        return arrival;
    }

    private static String change(FileStamp stamp) {
        if (stamp.holds()) {
            return null;
        }
        return stamp.replaced()
                ? "The file was changed while it was read; as it is now it is read as a new one."
                : "The file was taken away while it was read; it was read to its end all the same.";
    }

    private static String sentence(String one, String other) {
        return one == null ? other : other == null ? one : one + " " + other;
    }

    /** Moves the file out of the inbox; only now may the same content come in again. */
    public void move(OpenArrival arrival) throws IOException {
        Path file = arrival.file();
        boolean refused = arrival.isRefused();
        String feed = arrival.row().feed();
        Path folder = refused ? data.rejected(feed) : data.done(feed);
        if (arrival.stamp().replaced()) {
            LOG.warn(
                    "{} of feed {} was changed while it was read. What was read is reported; the file as it is now stays"
                            + " in the inbox and is read as a new one.",
                    file.getFileName(),
                    feed);
        } else {
            Moves.into(folder, file, arrival.arrival());
            if (arrival.feed().feed().okMarker()) {
                Moves.into(folder, file.resolveSibling(file.getFileName() + ".ok"), arrival.arrival());
            }
        }
        ledger.arrivalMoved(arrival.arrival());
        archives.forget(arrival.feed().feed(), arrival.row().hash());
        faults.none(arrival.file());
    }

    /** Ends the arrivals that no file will go on with: it is gone, or another one has its name. */
    synchronized void settleGone(Reports reports) {
        faults.each(ledger.queries().openFiles(), row -> {
            boolean other = replaced.contains(row.id());
            if (!stopping && !open.containsKey(row.id()) && (other || isAway(row) && !isAnnounced(row))) {
                settleGone(row, other ? "replaced by another one" : "taken away", reports);
            }
        });
    }

    /** The file will come: some of its first records were sent ahead of it. */
    public void announce(OpenArrival arrival) {
        ledger.keep(ANNOUNCED + arrival.arrival(), arrival.row().name());
    }

    /** Its first records are sent once more; what was sent of them before is told, so that is an arrival of its own. */
    public void startOver(String feed, Path file) {
        againAnnounced = feed + " " + file.getFileName();
    }

    private boolean isAnnounced(ArrivalRow row) {
        LedgerQueries.Note note = ledger.queries().notes().get(ANNOUNCED + row.id());
        return !(row.feed() + " " + row.name()).equals(againAnnounced)
                && note != null
                && note.at().isAfter(Instant.now().minus(ANNOUNCED_FOR));
    }

    /** A feed's inbox that is missing comes back with its files; of a feed that was taken away nothing does. */
    private boolean isAway(ArrivalRow row) {
        Path file = data.inbox(row.feed()).resolve(row.name()).toAbsolutePath();
        return (Files.isDirectory(file.getParent()) || !feeds.hasInbox(row.feed()))
                && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !contents.containsValue(file);
    }

    /** What was reported had been moved before the stop. */
    private void settleGone(ArrivalRow row, String how, Reports reports) throws IOException {
        if (row.is(ArrivalRow.READING)) {
            String fault = "The file was " + how + " before it was read to its end.";
            ledger.arrivalLost(
                    row.id(), feeds.find(row.feed()).isPresent() ? fault : sentence(fault, feeds.whyNot(row.feed())));
        }
        if (!row.is(ArrivalRow.REPORTED)) {
            reports.write(row.id());
        }
        ledger.arrivalMoved(row.id());
        replaced.remove(row.id());
    }

    /** At a start: what a stop left of archives. */
    void settleArchives() throws IOException {
        for (OpenFeed feed : feeds.all()) {
            archives.settle(feed.feed(), ledger.queries().openFiles());
        }
    }

    /** The arrivals that are open at this moment. */
    Collection<OpenArrival> open() {
        return open.values();
    }

    /** Hands out no more records; what is on its way comes to its end. */
    void stop() {
        stopping = true;
        open.values().forEach(OpenArrival::stop);
        for (OpenArrival arrival : open.values()) {
            // at once: its end is not reached where a post hangs, and all that the mark allows would be in doubt
            ledger.arrivalStops(arrival.arrival(), arrival.reached());
        }
    }

    /** No file is read, and none is on its way out of an inbox. */
    public boolean isIdle() {
        return open.isEmpty() && contents.isEmpty();
    }
}
