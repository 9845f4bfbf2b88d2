package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Resume;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and ends arrivals: the first and the last steps of a feed's route. */
public final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Map<Long, OpenArrival> open = new ConcurrentHashMap<>();
    private final OpenFeeds feeds;
    private final Ledger ledger;
    private final DataFolder data;
    private final Postponed postponed = new Postponed();
    private volatile boolean stopping;

    Arrivals(OpenFeeds feeds, Ledger ledger, DataFolder data) {
        this.feeds = feeds;
        this.ledger = ledger;
        this.data = data;
    }

    /**
     * Opens a file of a feed as an arrival: a new one, or one that a stop left in the middle.
     *
     * @return null when the file is to be left alone for now
     */
    public OpenArrival open(String feedName, File source) throws IOException {
        OpenFeed feed = feeds.get(feedName);
        Path file = source.toPath();
        if (postponed.isTooEarly(file)) {
            return null;
        }
        try {
            FileStamp stamp = FileStamp.of(file);
            byte[] hash = stamp.contentHash();
            if (stopping || !stamp.holds()) {
                return null;
            }
            String name = file.getFileName().toString();
            String version = feed.mappings().version();
            ArrivalRow row = ledger.openArrival(feed.name(), feed.account().name(), hash, name, stamp.size(), version);
            return begin(feed, row, stamp);
        } catch (NoSuchFileException e) {
            LOG.info("File {} of feed {} was taken away before it was read.", file.getFileName(), feedName);
            return null;
        } catch (IOException e) {
            postponed.put(
                    file, "File " + file.getFileName() + " of feed " + feedName + " cannot be read: " + e.getMessage());
            return null;
        }
    }

    /** Something went wrong on the way of a file: it stays where it is and is tried again a little later. */
    public void postpone(OpenArrival arrival, Exception fault) throws IOException {
        arrival.stop();
        arrival.close();
        open.remove(arrival.arrival());
        ledger.unfollow(arrival.arrival());
        postponed.put(
                arrival.file(),
                arrival.row().name() + " of feed " + arrival.row().feed() + " could not be finished: "
                        + (fault.getMessage() == null ? fault.toString() : fault.getMessage()));
    }

    private OpenArrival begin(OpenFeed feed, ArrivalRow row, FileStamp stamp) throws IOException {
        if (open.containsKey(row.id())) {
            LOG.debug(
                    "{} has the content of a file that is being read; it waits",
                    stamp.file().getFileName());
            return null;
        }
        OpenArrival arrival = row.is(ArrivalRow.READING) ? reading(feed, row, stamp) : ended(feed, row, stamp);
        open.put(row.id(), arrival);
        ledger.follow(arrival);
        if (stopping) {
            arrival.stop();
        }
        return arrival;
    }

    private OpenArrival reading(OpenFeed feed, ArrivalRow row, FileStamp stamp) throws IOException {
        String wrong = row.mark() == 0 ? PlainlyWrong.reason(feed.feed(), feed.mappings(), stamp.file()) : null;
        if (wrong != null) {
            return new OpenArrival(row, feed, stamp, wrong);
        }
        Resume resume = ledger.queries().resume(row);
        ledger.forgetUnsent(row.id());
        if (row.mark() > 0) {
            LOG.info(
                    "Feed {} goes on with {} where it stopped: rows up to {} have their outcome.",
                    feed.name(),
                    row.name(),
                    row.settledTo());
        }
        RecordReader reader = RecordReaders.open(
                stamp.file(), feed.feed().format(), feed.feed().maxRecord());
        return new OpenArrival(row, feed, stamp, reader, resume, ledger);
    }

    private static OpenArrival ended(OpenFeed feed, ArrivalRow row, FileStamp stamp) {
        return new OpenArrival(row, feed, stamp, row.fault());
    }

    /** The reader came to its end and every outcome was handed over: the arrival is read when all is on disk. */
    public OpenArrival end(OpenArrival arrival) throws IOException {
        arrival.close();
        open.remove(arrival.arrival());
        if (!arrival.isWhole()) {
            ledger.arrivalStopped(arrival.arrival(), arrival.reached());
            ledger.unfollow(arrival.arrival());
            String fault = arrival.fault();
            if (fault != null) {
                postponed.put(
                        arrival.file(),
                        arrival.row().name() + " of feed " + arrival.row().feed() + ": " + fault);
            }
            return arrival;
        }
        ledger.arrivalRead(arrival, arrival.endFault());
        return arrival;
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
    }

    /** At a start: ends the arrivals whose file is gone. Those that were reported had been moved before the stop. */
    void settleGone(Reports reports) throws IOException {
        for (ArrivalRow row : ledger.queries().openArrivals()) {
            if (Files.exists(data.inbox(row.feed()).resolve(row.name()), LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (row.is(ArrivalRow.READING)) {
                ledger.arrivalLost(row.id(), "The file was taken away before it was read to its end.");
            }
            if (!row.is(ArrivalRow.REPORTED)) {
                reports.write(row.id());
            }
            ledger.arrivalMoved(row.id());
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
    }

    public boolean isIdle() {
        return open.isEmpty();
    }
}
