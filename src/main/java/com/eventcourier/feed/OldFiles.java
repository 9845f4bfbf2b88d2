package com.eventcourier.feed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files by their age: since they were last written, moved or changed in any way. One that cannot be removed keeps
 * no other one, and is told of once. Folders in between are a person's and stay. For one thread.
 */
final class OldFiles {

    private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);

    private final Set<Path> toldOf = new HashSet<>();

    interface Wanted {
        boolean test(Path file) throws IOException;
    }

    /** Removes the files and links of a folder that are wanted and older. */
    void remove(Path folder, Instant oldest, Wanted wanted) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                removed += isRemoved(file, oldest, wanted) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            tell(folder, e);
        }
        if (removed > 0) {
            LOG.info("Removed {} files from {} that were older than {}.", removed, folder, oldest);
        }
    }

    /** Removes the older files of a folder, and the folder itself where it is older and nothing stays in it. */
    void removeAll(Path folder, Instant oldest) {
        try {
            boolean older = isOlder(folder, oldest);
            remove(folder, oldest, file -> true);
            if (older) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} stays, as not all that is in it is old", folder);
        } catch (IOException e) {
            tell(folder, e);
        }
    }

    private boolean isRemoved(Path file, Instant oldest, Wanted wanted) {
        try {
            boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file);
            return plain && isOlder(file, oldest) && wanted.test(file) && Files.deleteIfExists(file);
        } catch (IOException e) {
            tell(file, e);
            return false;
        }
    }

    private static boolean isOlder(Path file, Instant oldest) throws IOException {
        Object changed = Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return changed instanceof FileTime time && time.toInstant().isBefore(oldest);
    }

    void tell(Path what, Exception fault) {
        if (toldOf.add(what)) {
            LOG.warn("{} could not be looked at or removed, and stays: {}", what, fault.toString());
        }
    }
}
