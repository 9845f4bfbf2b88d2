package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Files taken out of archives, on their way into a feed's inbox: all of an archive are whole and on disk before the first
 * one is moved there. What is in the folder of an archive was not moved yet, so that a crash moves nothing twice; the
 * folder itself stays until the archive is out of the inbox.
 */
final class Unpacked {

    private static final String UNFINISHED = ".tmp";

    private final Path folder;
    private final Path inbox;
    private final boolean okMarker;

    Unpacked(Path inbox, boolean okMarker) {
        this.folder = inbox.resolve(".unpacking");
        this.inbox = inbox;
        this.okMarker = okMarker;
    }

    private Path of(byte[] hash) {
        return folder.resolve(HexFormat.of().formatHex(hash));
    }

    private Path unfinished(byte[] hash) {
        return folder.resolve(HexFormat.of().formatHex(hash) + UNFINISHED);
    }

    /** An empty folder for the files of the archive with this hash. */
    Path begin(byte[] hash) throws IOException {
        discard(hash);
        return DataFolder.make(unfinished(hash));
    }

    void discard(byte[] hash) throws IOException {
        remove(unfinished(hash));
    }

    /** Every file of the archive is there. */
    void complete(byte[] hash) throws IOException {
        Moves.sync(unfinished(hash));
        Files.move(unfinished(hash), of(hash), StandardCopyOption.ATOMIC_MOVE);
        Moves.sync(folder);
    }

    boolean isComplete(byte[] hash) {
        return Files.isDirectory(of(hash));
    }

    /** Moves what was not moved yet into the inbox; returns how many files that were. */
    int handOver(byte[] hash) throws IOException {
        return handOver(of(hash));
    }

    private int handOver(Path ready) throws IOException {
        List<Path> files = children(ready);
        for (Path file : files) {
            Path target = free(file.getFileName().toString());
            if (okMarker) {
                Files.createFile(target.resolveSibling(target.getFileName() + ".ok"));
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!files.isEmpty()) {
            Moves.sync(inbox);
            Moves.sync(ready);
        }
        return files.size();
    }

    private Path free(String name) {
        int dot = name.indexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        Path target = inbox.resolve(name);
        for (int i = 2; isTaken(target); i++) {
            target = inbox.resolve(name.substring(0, dot) + "-" + i + name.substring(dot));
        }
        return target;
    }

    private boolean isTaken(Path target) {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                || (okMarker && Files.exists(target.resolveSibling(target.getFileName() + ".ok")));
    }

    /** The archive is out of the inbox. */
    void forget(byte[] hash) throws IOException {
        remove(of(hash));
    }

    /**
     * At a start: moves what a crash left, and removes what is over.
     *
     * @param open the hashes of the archives that are still in the inbox, in hex
     */
    void settle(Set<String> open) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            if (name.endsWith(UNFINISHED)) {
                remove(child);
            } else {
                if (open.contains(name)) {
                    handOver(child);
                } else {
                    // the ledger does not know it, or it is over: an archive that is still there is unpacked again
                    remove(child);
                }
            }
        }
    }

    private static List<Path> children(Path of) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(of)) {
            stream.forEach(children::add);
        }
        Collections.sort(children);
        return children;
    }

    private static void remove(Path ofFiles) throws IOException {
        if (Files.isDirectory(ofFiles)) {
            for (Path file : children(ofFiles)) {
                Files.delete(file);
            }
            Files.delete(ofFiles);
        }
    }
}
