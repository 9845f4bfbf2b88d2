package com.eventcourier.feed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How much waits in an inbox already: nothing more is fetched than what is delivered soon. */
record Ahead(int files, long bytes) {

    static Ahead in(Path inbox) throws IOException {
        int files = 0;
        long bytes = 0;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(inbox)) {
            for (Path child : children) {
                if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)
                        && !Inbox.isUnfinishedName(child.getFileName().toString())) {
                    files++;
                    bytes += size(child);
                }
            }
        }
        return new Ahead(files, bytes);
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    Ahead with(int moreFiles, long moreBytes) {
        return new Ahead(files + moreFiles, bytes + moreBytes);
    }
}
