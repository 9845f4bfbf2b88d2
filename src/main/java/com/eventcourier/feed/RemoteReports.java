package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reports and refused rows of a feed on their way back to its sender's server. A mark beside the outbox says which version
 * of a file was put there.
 */
public final class RemoteReports {

    private static final String REPORT = ".report.json";

    private final Path outbox;
    private final Path marks;
    private final SourceState source;

    /** A file that is to be put there, and when it was last changed: in milliseconds since 1970. */
    public record Due(File file, long modified) {
        public String name() {
            return file.getName();
        }
    }

    /** Forgets what is no longer in the outbox. */
    RemoteReports(Path outbox, SourceState source) throws IOException {
        this.outbox = outbox;
        this.marks = DataFolder.make(outbox.resolve(".sent"));
        this.source = source;
        try (DirectoryStream<Path> sent = Files.newDirectoryStream(marks)) {
            for (Path mark : sent) {
                if (!Files.exists(outbox.resolve(mark.getFileName()))) {
                    Files.delete(mark);
                }
            }
        }
    }

    /** What is to be put there, refused rows before the report that names them; nothing while the server is down. */
    public List<Due> due() throws IOException {
        List<Due> due = new ArrayList<>();
        if (source.status().state() != SourceState.State.UP) {
            return due;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(outbox)) {
            for (Path file : files) {
                long modified = modified(file);
                boolean hidden = file.getFileName().toString().startsWith(".");
                if (!hidden && modified != 0 && modified != modified(marks.resolve(file.getFileName()))) {
                    due.add(new Due(file.toFile(), modified));
                }
            }
        }
        due.sort(Comparator.comparing((Due one) -> one.name().endsWith(REPORT)).thenComparing(Due::name));
        return due;
    }

    /** 0 for what is no file. */
    private static long modified(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
    }

    /** The file is on the server, as it was when it was found. */
    public void sent(Due due) throws IOException {
        Path mark = marks.resolve(due.name());
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
        Files.setLastModifiedTime(mark, FileTime.fromMillis(due.modified()));
    }
}
