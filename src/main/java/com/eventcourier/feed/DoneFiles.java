package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Removes a feed's finished and refused files, reports and dead-letter files when its keep-days are over. */
public final class DoneFiles {

    private static final String REPORT = ".report.json";
    private static final Duration KEEP_EXPORTS = Duration.ofDays(30);

    private final OldFiles old = new OldFiles();
    private final OpenFeeds feeds;
    private final DataFolder data;

    DoneFiles(OpenFeeds feeds, DataFolder data) {
        this.feeds = feeds;
        this.data = data;
    }

    /** Removes what is too old. */
    public void purge() {
        removeWhatIsOld(Instant.now());
    }

    /** Has a name of its own: of two methods of one name a route would take the one with an argument. */
    void removeWhatIsOld(Instant now) {
        List<Path> letters = folders(data.deadLetters());
        for (OpenFeed feed : feeds.all()) {
            int keepDays = feed.feed().keepDays();
            Instant oldest = now.minus(Duration.ofDays(keepDays));
            // a sender must have the time to fetch what comes back, also where nothing is to be kept
            Instant oldestReturned = now.minus(Duration.ofDays(Math.max(1, keepDays)));
            old.remove(data.done(feed.name()), oldest, file -> true);
            old.remove(data.rejected(feed.name()), oldest, file -> true);
            old.remove(data.outbox(feed.name()), oldestReturned, DoneFiles::isOver);
            letters.forEach(code -> old.remove(code, oldestReturned, file -> isOf(feed.name(), file)));
        }
        for (Path export : folders(data.root().resolve("exports"))) {
            old.removeAll(export, now.minus(KEEP_EXPORTS));
        }
    }

    private List<Path> folders(Path of) {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(of)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(of)) {
                for (Path child : children) {
                    if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                        folders.add(child);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                old.tell(of, e);
            }
        }
        return folders;
    }

    /** A dead-letter file is of one feed and day; a feed's name may be the beginning of another one's. */
    private static boolean isOf(String feed, Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(feed + "-")
                && name.substring(feed.length()).matches("-[0-9]{4}-[0-9]{2}-[0-9]{2}\\.ndjson");
    }

    /** A report that is not final is written again, and one that is on its way to an SFTP server is not there yet. */
    private static boolean isOver(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path marks = file.resolveSibling(".sent");
        if (Files.isDirectory(marks) && !name.startsWith(".") && !isSameVersion(marks.resolve(name), file)) {
            return false;
        }
        return !name.endsWith(REPORT)
                || Json.MAPPER.readTree(file.toFile()).path("final").asBoolean(true);
    }

    /** A mark has the time of its file in milliseconds. */
    private static boolean isSameVersion(Path mark, Path file) throws IOException {
        return Files.exists(mark)
                && Files.getLastModifiedTime(mark).toMillis()
                        == Files.getLastModifiedTime(file).toMillis();
    }
}
