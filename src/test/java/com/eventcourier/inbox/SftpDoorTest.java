package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Files from a real OpenSSH server: copied whole, once, when they can be delivered, and dealt with there after that. */
@ExtendWith(OutputCaptureExtension.class)
class SftpDoorTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LIKE_BOOKINGS =
            "event: be_reserved\nformat: {type: csv}\nzone: Asia/Kolkata\n" + "dates: [\"dd/MM/yyyy HH:mm:ss\"]\n";

    @TempDir
    static Path temp;

    private static SftpServer server;
    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() throws Exception {
        server = new SftpServer(Files.createDirectories(temp.resolve("server")));
        target = new Target();
        folder = new CourierFolder(Files.createDirectories(temp.resolve("courier")));
        List<String> settings = new ArrayList<>();
        for (String feed : List.of("one", "two", "marked")) {
            folder.withFeed(
                    feed,
                    LIKE_BOOKINGS + (feed.equals("marked") ? "ok-marker: true\n" : ""),
                    CourierFolder.shippedMapping());
            Path route = folder.root().resolve("routes/feeds/" + feed + ".camel.yaml");
            CourierFolder.write(route, CourierFolder.read(route).replace("feed-from-inbox", "feed-from-sftp"));
            settings.addAll(server.settings(feed));
        }
        settings.add("--courier.sftp.one.folders=one/in,one/late/in");
        settings.add("--courier.sftp.one.names=*.csv,*.gz");
        settings.add("--courier.sftp.one.report-folder=one/back");
        settings.add("--courier.sftp.two.folders=two");
        settings.add("--courier.sftp.two.then=delete");
        settings.add("--courier.sftp.marked.folders=marked");
        settings.add("--courier.sftp.marked.then=rename");
        settings.add("--courier.accounts.main.probe-ceiling=1s");
        for (String path : List.of("one/in", "one/late/in", "one/back", "two", "marked")) {
            Files.createDirectories(server.home().resolve(path));
        }
        courier = new RunningCourier(folder, target, settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        courier.close();
        target.close();
        server.close();
    }

    @AfterEach
    void balances() {
        courier.balanced();
    }

    private static void awaitGone(Path file) {
        await(file + " was dealt with").atMost(SOON).until(() -> !Files.exists(file));
    }

    /** What was moved into the .done of a folder under a name that ends so. */
    private static List<Path> done(String path, String ending) throws IOException {
        Path done = server.home().resolve(path).resolve(".done");
        if (!Files.isDirectory(done)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(done)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void settled(String feed) {
        Path notes = folder.inbox(feed).resolve(".sftp");
        await("nothing of " + feed + " is on its way")
                .atMost(SOON)
                .until(() -> notes.toFile().list().length == 0);
    }

    @Test
    void aFileOfEachFolderIsDeliveredAndMoved() throws IOException {
        Path first = server.upload("one/in/a.csv", BOOKINGS + rows("sftp-a-", 20) + "bad\n");
        Path second = server.upload("one/late/in/b.csv", BOOKINGS + rows("sftp-b-", 10));
        server.upload("one/in/not-meant.txt", "x");
        server.upload("one/elsewhere.csv", BOOKINGS + row("elsewhere"));

        JsonNode report = folder.finished("one", "a.csv");
        folder.finished("one", "b.csv");
        awaitGone(first);
        awaitGone(second);
        settled("one");

        assertThat(report.path("accepted").asLong()).isEqualTo(20);
        assertThat(report.path("dead").path("malformed-record").asLong()).isOne();
        assertThat(target.count("sftp-a-")).isEqualTo(20);
        assertThat(target.count("sftp-b-")).isEqualTo(10);
        assertThat(target.count("elsewhere")).isZero();
        assertThat(done("one/in", "-a.csv")).hasSize(1);
        assertThat(done("one/late/in", "-b.csv")).hasSize(1);
        assertThat(server.home().resolve("one/in/not-meant.txt")).exists();
        assertThat(server.home().resolve("one/elsewhere.csv")).exists();
    }
}
