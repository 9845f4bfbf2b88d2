package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Archives that come into an inbox: what is in them is read as files of their own, and nothing of one that is refused. */
final class Archives {

    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private final DataFolder data;

    Archives(DataFolder data) {
        this.data = data;
    }

    private Unpacked unpacked(Feed feed) {
        return new Unpacked(data.inbox(feed.feed()), feed.okMarker());
    }

    /**
     * Unpacks an archive beside the inbox.
     *
     * @return why it is refused; null when its files wait to be handed over, or a stop came first
     * @throws IOException where the disk is at fault; nothing is left of what was unpacked
     */
    String unpack(Feed feed, Path archive, Packed kind, byte[] hash, BooleanSupplier stopped) throws IOException {
        Unpacked unpacked = unpacked(feed);
        if (unpacked.isComplete(hash)) {
            return null;
        }
        try {
            new Unpacking(archive, feed.unpack(), unpacked.begin(hash), stopped).run(kind);
            if (!stopped.getAsBoolean()) {
                unpacked.complete(hash);
            }
            return null;
        } catch (FeedFault e) {
            return e.getMessage();
        } finally {
            unpacked.discard(hash);
        }
    }

    /** Moves the files of an archive into the inbox; the ledger has its arrival. */
    void handOver(Feed feed, Path archive, byte[] hash) throws IOException {
        int files = unpacked(feed).handOver(hash);
        LOG.info(
                "{} of feed {} is an archive; {} {} out of it, read and reported by its own name.",
                archive.getFileName(),
                feed.feed(),
                files,
                files == 1 ? "file was taken" : "files were taken");
    }

    /** The archive is out of the inbox. */
    void forget(Feed feed, byte[] hash) throws IOException {
        unpacked(feed).forget(hash);
    }

    /** At a start: goes on where a crash left off. */
    void settle(Feed feed, Collection<ArrivalRow> open) throws IOException {
        Set<String> hashes = open.stream()
                .filter(row -> row.feed().equals(feed.feed()))
                .map(row -> HexFormat.of().formatHex(row.hash()))
                .collect(Collectors.toSet());
        unpacked(feed).settle(hashes);
    }
}
