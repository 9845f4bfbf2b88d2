package com.eventcourier.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The sample files that are shipped, one folder per feed. */
public class SampleFiles {

    private final Path samples;

    SampleFiles(Path samples) {
        this.samples = samples;
    }

    /**
     * Copies each {@code samples/<feed>/<file>} to {@code <inboxRoot>/<feed>/<file>}. A file appears there whole, under
     * its own name. One of that name that is there already is left alone: it may be being read. Folders are made as
     * needed; files directly in {@code samples} are not copied.
     *
     * @throws IOException with a sentence, if there is no samples folder or a file cannot be copied
     */
    public void copyInto(Path inboxRoot) throws IOException {
        if (!Files.isDirectory(samples)) {
            throw new IOException("The folder " + samples + " with the sample files is not there, nothing was copied; "
                    + "start in the folder that holds it, or set courier.sandbox.samples.");
        }
        try (DirectoryStream<Path> feeds = Files.newDirectoryStream(samples, Files::isDirectory)) {
            for (Path feed : feeds) {
                copyFeed(feed, inboxRoot.resolve(feed.getFileName()));
            }
        }
    }

    private static void copyFeed(Path feed, Path inbox) throws IOException {
        Files.createDirectories(inbox);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(feed, Files::isRegularFile)) {
            for (Path file : files) {
                copyWhole(file, inbox.resolve(file.getFileName()));
            }
        }
    }

    private static void copyWhole(Path file, Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        Path partial = target.resolveSibling(target.getFileName() + ".tmp");
        Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
