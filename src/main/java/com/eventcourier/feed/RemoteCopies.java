package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.FeedFigures;
import com.eventcourier.ledger.LedgerFault;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a feed has copied from its server and not yet dealt with there: a note on disk for each, written before the copy
 * appears in the inbox, so that after a kill nothing is copied twice and nothing is forgotten.
 */
final class RemoteCopies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTE = ".json";
    private static final String PART = ".part";

    private final Map<String, RemoteCopy> copies = new ConcurrentHashMap<>();
    private final OpenFeed feed;
    private final Path inbox;
    private final Path folder;
    private final FeedFigures ledger;

    /** Reads the notes of an earlier run and removes copies that were not finished. */
    RemoteCopies(OpenFeed feed, DataFolder data, FeedFigures ledger) {
        this.feed = feed;
        this.ledger = ledger;
        this.inbox = data.inbox(feed.name());
        this.folder = DataFolder.make(inbox.resolve(".sftp"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.toString().endsWith(NOTE)) {
                    RemoteCopy copy = JSON.readValue(file.toFile(), RemoteCopy.class);
                    copies.put(copy.path(), copy);
                }
            }
            removeUnfinished();
        } catch (IOException e) {
            throw new LedgerFault(
                    "The notes of feed " + feed.name() + " in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void removeUnfinished() throws IOException {
        List<Path> kept = copies.keySet().stream().map(this::part).toList();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.toString().endsWith(NOTE) && !kept.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Null when this file of the server was not copied, or was dealt with. */
    RemoteCopy of(String path) {
        return copies.get(path);
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    Collection<RemoteCopy> all() {
        return List.copyOf(copies.values());
    }

    /** Where the content of a file of the server is written to first. */
    Path part(String path) {
        return folder.resolve(key(path) + PART);
    }

    private static String key(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Notes a copy that is whole and on disk, and puts it into the inbox. */
    void put(String path, RemoteCopy.Stamp stamp, String sha256) throws IOException {
        RemoteCopy copy = new RemoteCopy(path, stamp.size(), stamp.modified(), sha256, ledger.newestArrival());
        write(folder.resolve(key(path) + NOTE), JSON.writeValueAsBytes(copy));
        copies.put(path, copy);
        show(copy);
    }

    private void show(RemoteCopy copy) throws IOException {
        Path target = inbox.resolve(copy.name());
        if (feed.feed().okMarker()) {
            Files.write(target.resolveSibling(copy.name() + ".ok"), new byte[0]);
        }
        Files.move(part(copy.path()), target);
        Moves.sync(inbox);
    }

    private void write(Path note, byte[] content) throws IOException {
        Path temporary = note.resolveSibling(note.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Moves.sync(folder);
    }

    /**
     * Whether the ledger has the arrival of a copy, so that the file on the server is no longer needed. A copy that somebody
     * took out of the inbox before is forgotten: the file is copied again.
     */
    boolean hasArrived(RemoteCopy copy) throws IOException {
        if (Files.exists(part(copy.path()))) {
            if (!Files.exists(inbox.resolve(copy.name()), LinkOption.NOFOLLOW_LINKS)) {
                show(copy);
            }
            return false;
        }
        boolean there = Files.exists(inbox.resolve(copy.name()), LinkOption.NOFOLLOW_LINKS);
        if (ledger.hasArrival(feed.name(), copy.hash(), copy.name(), copy.after())) {
            return true;
        }
        if (!there) {
            forget(copy);
        }
        return false;
    }

    /** The file was dealt with on the server. */
    void forget(RemoteCopy copy) throws IOException {
        Files.deleteIfExists(folder.resolve(key(copy.path()) + NOTE));
        copies.remove(copy.path());
    }
}
