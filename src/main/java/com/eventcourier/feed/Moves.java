package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Moves files so that a crash leaves them in one place or the other and nothing is overwritten. */
final class Moves {

    private Moves() {}

    /** Moves a file into a folder; a file of that name that is there already keeps its name, this one gets a number. */
    static void into(Path folder, Path file, long number) throws IOException {
        DataFolder.make(folder);
        Path target = folder.resolve(file.getFileName());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            target = folder.resolve(ShortName.numbered(file.getFileName().toString(), number));
        }
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        sync(folder);
    }

    /** Makes the names in a folder as durable as the files. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
