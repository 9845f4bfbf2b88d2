package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoneFilesTest {

    @TempDir
    Path temp;

    private DataFolder data;
    private DoneFiles files;

    @BeforeEach
    void prepare() throws IOException {
        data = new DataFolder(temp.resolve("data"));
        feed("shop", 7);
        feed("app", 0);
        Map<String, OpenFeed> feeds = new HashMap<>();
        Feeds.load(temp.resolve("feeds"))
                .forEach((name, feed) -> feeds.put(name, new OpenFeed(feed, null, null, "", null, null, null)));
        files = new DoneFiles(new OpenFeeds(feeds, Set.of("app")), data);
    }

    private void feed(String name, int keepDays) throws IOException {
        write(
                temp.resolve("feeds").resolve(name).resolve("feed.yaml"),
                "feed: " + name + "\naccount: main\nevent: e\nkeep-days: " + keepDays + "\n");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void purgeAfter(int days) {
        files.removeWhatIsOld(Instant.now().plus(Duration.ofDays(days)).plusSeconds(60));
    }

    @Test
    void aFolderOrWhatCannotBeRemovedKeepsNoOtherFile() throws IOException {
        write(data.done("shop").resolve("a/inner.csv"), "");
        Path done = write(data.done("shop").resolve("b.csv"), "");
        Path link = Files.createSymbolicLink(data.done("shop").resolve("c.csv"), data.done("shop"));
        Path rejected = write(data.rejected("shop").resolve("d.csv"), "");

        purgeAfter(6);
        assertThat(done).exists();
        purgeAfter(7);

        assertThat(data.done("shop").resolve("a/inner.csv")).exists();
        assertThat(done).doesNotExist();
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(rejected).doesNotExist();
    }

    @Test
    void whatCameBackIsKeptAsLong() throws IOException {
        Path outbox = data.outbox("shop");
        Path last = write(outbox.resolve("a.csv.report.json"), "{\"final\":true}");
        Path refused = write(outbox.resolve("a.csv.rejected.csv"), "");
        Path open = write(outbox.resolve("b.csv.report.json"), "{\"final\":false}");
        Path broken = write(outbox.resolve("c.csv.report.json"), "{");
        Path posted = write(data.outbox("app").resolve("d.report.json"), "{\"final\":true}");

        purgeAfter(0);
        assertThat(posted).as("of a feed that keeps nothing, within the day").exists();
        purgeAfter(6);
        assertThat(posted).doesNotExist();
        assertThat(last).exists();
        purgeAfter(7);

        assertThat(last).doesNotExist();
        assertThat(refused).doesNotExist();
        assertThat(open).exists();
        assertThat(broken).exists();
    }

    @Test
    void whatIsNotYetOnTheServerOfItsSenderStays() throws IOException {
        Path sent = write(data.outbox("shop").resolve("a.csv.report.json"), "{}");
        Path unsent = write(data.outbox("shop").resolve("b.csv.report.json"), "{}");
        Path mark = write(data.outbox("shop").resolve(".sent/a.csv.report.json"), "");
        long modified = Files.getLastModifiedTime(sent).toMillis();
        Files.setLastModifiedTime(mark, FileTime.fromMillis(modified));

        purgeAfter(7);

        assertThat(sent).doesNotExist();
        assertThat(unsent).exists();
    }

    @Test
    void deadLetterFilesGoWithTheirFeedAndExportsAfterAMonth() throws IOException {
        Path shop = write(data.deadLetters().resolve("7308/shop-2026-11-01.ndjson"), "");
        Path other = write(data.deadLetters().resolve("7308/shop-2-2026-11-01.ndjson"), "");
        Path export = write(temp.resolve("data/exports/2026-11-01T10-00-00Z/shop.rejected.csv"), "");

        purgeAfter(7);
        assertThat(shop).doesNotExist();
        assertThat(export).exists();
        purgeAfter(30);

        assertThat(other).as("of a feed that is none").exists();
        assertThat(export.getParent()).doesNotExist();
    }
}
