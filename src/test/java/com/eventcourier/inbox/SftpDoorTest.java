package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Files from a real OpenSSH server: copied whole, once, when they can be delivered, and dealt with there after that. */
@ExtendWith(OutputCaptureExtension.class)
class SftpDoorTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LIKE_BOOKINGS =
            "event: be_reserved\nformat: {type: csv}\nzone: Asia/Kolkata\n" + "dates: [\"dd/MM/yyyy HH:mm:ss\"]\n";

    private static final String USER = "sftp" + ProcessHandle.current().pid();
    private static final String PASSWORD = "p%&+ =/?#\"'){x}";

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
        settings.add("--courier.sftp.two.ahead-files=3");
        settings.add("--courier.sftp.marked.folders=marked");
        settings.add("--courier.sftp.marked.then=rename");
        settings.add("--courier.accounts.main.probe-ceiling=1s");
        for (String path : List.of("one/in", "one/late/in", "one/back", "two", "marked")) {
            Files.createDirectories(server.home().resolve(path));
        }
        settings.addAll(withPassword());
        courier = new RunningCourier(folder, target, settings.toArray(String[]::new));
    }

    /** A feed that logs in with a password, as a user who is made for it; only root can make one. */
    private static List<String> withPassword() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        for (Path place : List.of(temp, temp.resolve("server"), server.home())) {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path mine = Files.createDirectories(server.home().resolve("locked"));
        Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwxrwxrwx"));
        String hash =
                SftpServer.run(List.of("openssl", "passwd", "-6", PASSWORD)).strip();
        SftpServer.run(List.of("useradd", "-M", "-N", "-d", "/", "-p", hash, USER));
        folder.withFeed("locked", LIKE_BOOKINGS, CourierFolder.shippedMapping());
        Path route = folder.root().resolve("routes/feeds/locked.camel.yaml");
        CourierFolder.write(route, CourierFolder.read(route).replace("feed-from-inbox", "feed-from-sftp"));
        List<String> settings = new ArrayList<>(server.settings("locked"));
        settings.removeIf(setting -> setting.contains(".user=") || setting.contains(".key-file="));
        settings.add("--courier.sftp.locked.user=" + USER);
        settings.add("--courier.sftp.locked.password=" + PASSWORD);
        settings.add("--courier.sftp.locked.folders=locked");
        return settings;
    }

    @Test
    void aPasswordLogsInAndIsNowhereToBeSeen(CapturedOutput screen) throws Exception {
        assumeThat(System.getProperty("user.name")).as("root can make a user").isEqualTo("root");
        Path file = server.upload("locked/l.csv", BOOKINGS + row("sftp-locked"));

        folder.finished("locked", "l.csv");
        awaitGone(file);
        settled("locked");

        assertThat(screen.getAll()).doesNotContain(PASSWORD);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        StringBuilder seen = new StringBuilder();
        for (ObjectName name : beans.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                if (!name.getDomain().startsWith("java") && attribute.isReadable()) {
                    seen.append(name)
                            .append(' ')
                            .append(value(beans, name, attribute.getName()))
                            .append('\n');
                }
            }
        }
        assertThat(seen.toString())
                .contains("name=\"locked\"")
                .doesNotContain(PASSWORD)
                .doesNotContain("p%25%26");
    }

    private static Object value(MBeanServer beans, ObjectName name, String attribute) {
        try {
            return beans.getAttribute(name, attribute);
        } catch (JMException | RuntimeException e) {
            return e.toString();
        }
    }

    /** Stops in the middle of a file, which stays where it is. */
    @AfterAll
    static void stop() throws Exception {
        try {
            server.wire().slow(20);
            Path file = server.upload("two/stop.csv", BOOKINGS + rows("sftp-stop-", 20_000));
            Path parts = folder.inbox("two").resolve(".sftp");
            await("in the middle of the file")
                    .atMost(SOON)
                    .until(() -> parts.toFile().list().length == 1);
            long began = System.nanoTime();
            courier.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(parts).isEmptyDirectory();
            assertThat(file).exists();
            assertThat(target.count("sftp-stop-")).isZero();
        } finally {
            target.close();
            server.close();
            if (System.getProperty("user.name").equals("root")) {
                SftpServer.run(List.of("userdel", USER));
            }
        }
    }

    @AfterEach
    void balances() {
        courier.balanced();
    }

    private static int feeds() {
        return System.getProperty("user.name").equals("root") ? 4 : 3;
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
        Path back = server.home().resolve("one/back");
        await("report and refused rows back on the server")
                .atMost(SOON)
                .until(() -> Files.exists(back.resolve("a.csv.report.json"))
                        && Files.exists(back.resolve("b.csv.report.json")));

        assertThat(back.resolve("a.csv.report.json"))
                .hasSameTextualContentAs(folder.outbox("one").resolve("a.csv.report.json"));
        assertThat(back.resolve("a.csv.rejected.csv")).content().contains("bad");
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

    @Test
    void twoFeedsHaveTheirOwnFoldersAndEnds() throws IOException {
        Path kept = server.upload("two/c.csv.gz", ArchivesTest.gz(BOOKINGS + rows("sftp-c-", 10)));
        Path other = server.upload("one/in/c.csv", BOOKINGS + rows("sftp-o-", 10));

        assertThat(folder.finished("two", "c.csv").path("accepted").asLong()).isEqualTo(10);
        assertThat(folder.finished("one", "c.csv").path("accepted").asLong()).isEqualTo(10);
        awaitGone(kept);
        awaitGone(other);
        settled("one");
        settled("two");

        try (Stream<Path> left = Files.list(server.home().resolve("two"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileWithoutItsMarkerIsLeftAlone() throws IOException {
        Path file = server.upload("marked/d.csv", BOOKINGS + row("sftp-d"));
        Path other = server.upload("marked/e.csv", BOOKINGS + row("sftp-e"));
        server.upload("marked/e.csv.ok", "");

        folder.finished("marked", "e.csv");
        awaitGone(other);
        settled("marked");
        assertThat(file).exists();
        assertThat(target.count("sftp-d")).isZero();
        assertThat(server.home().resolve("marked/e.csv.ok")).doesNotExist();
        assertThat(server.home()
                        .resolve("marked")
                        .toFile()
                        .list((dir, name) -> name.matches("e\\.csv\\.\\d{8}-\\d{6}\\.done")))
                .hasSize(1);

        server.upload("marked/d.csv.ok", "");
        folder.finished("marked", "d.csv");
        awaitGone(file);
        settled("marked");
    }

    @Test
    void aPartialUploadIsLeftAloneUntilItDoesNotGrow() throws Exception {
        Path file = server.home().resolve("one/in/grows.csv");
        Files.writeString(file, BOOKINGS);
        for (int i = 0; i < 20; i++) {
            Files.writeString(file, rows("sftp-grows-" + i + "-", 5), java.nio.file.StandardOpenOption.APPEND);
            if (i % 4 == 0) {
                // after a copy the server is looked at again at once
                server.upload("one/in/beside-" + i + ".csv", BOOKINGS + row("sftp-beside-" + i));
            }
            int times = i;
            await().pollDelay(Duration.ofMillis(200)).until(() -> times >= 0);
        }
        assertThat(target.count("sftp-grows-")).isZero();
        server.upload("one/in/upload.csv.filepart", BOOKINGS + row("sftp-part"));

        assertThat(folder.finished("one", "grows.csv").path("accepted").asLong())
                .isEqualTo(100);
        awaitGone(file);
        settled("one");
        assertThat(target.count("sftp-part")).isZero();
        Files.delete(server.home().resolve("one/in/upload.csv.filepart"));
    }

    @Test
    void aLinkIsLeftAloneAndKeepsNobodyFromComing() throws IOException {
        Path elsewhere = Files.writeString(server.home().resolve("elsewhere.csv"), BOOKINGS + row("sftp-linked"));
        Path link = Files.createSymbolicLink(server.home().resolve("two/latest.csv"), elsewhere);
        Path file = server.upload("two/after-link.csv", BOOKINGS + row("sftp-after-link"));

        folder.finished("two", "after-link.csv");
        awaitGone(file);
        settled("two");
        assertThat(target.count("sftp-linked")).isZero();
        Files.delete(link);
    }

    @Test
    void theSameNameWithNewContentWaitsForTheFirstAndIsAnotherArrival() throws IOException {
        target.shut();
        Path file = server.upload("one/in/again.csv", BOOKINGS + row("sftp-first"));
        await().atMost(SOON).until(() -> target.count("sftp-first") == 1);
        awaitGone(file);
        server.upload("one/in/again.csv", BOOKINGS + row("sftp-second"));
        await("the second is seen twice and waits")
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .until(() -> Files.exists(file) && target.count("sftp-second") == 0);
        target.open();

        awaitGone(file);
        await().atMost(SOON).until(() -> target.count("sftp-second") == 1);
        settled("one");
        await().atMost(SOON).until(() -> done("one/in", "-again.csv").size() == 2);
        assertThat(target.count("sftp-first")).isOne();
    }

    /** Two files that wait at the target take both places, so that the ledger does not know the third one yet. */
    @Test
    void aFileThatIsReplacedBeforeTheLedgerKnowsItIsNotTakenForTheOldOne() throws IOException {
        target.shut();
        server.upload("two/r1.csv", BOOKINGS + row("sftp-r1"));
        server.upload("two/r2.csv", BOOKINGS + row("sftp-r2"));
        await().atMost(SOON).until(() -> target.count("sftp-r1") + target.count("sftp-r2") == 2);
        Path file = server.upload("two/r3.csv", BOOKINGS + row("sftp-r3-old"));
        await().atMost(SOON).until(() -> Files.exists(folder.inbox("two").resolve("r3.csv")));
        server.upload("two/r3.csv", BOOKINGS + row("sftp-r3-replaced"));
        target.open();

        await().atMost(SOON).until(() -> target.count("sftp-r3-replaced") == 1);
        awaitGone(file);
        settled("two");
        assertThat(target.count("sftp-r3-old")).isOne();
    }

    @Test
    void whileTheAccountIsPausedFilesStayOnTheServer(CapturedOutput screen) throws IOException {
        target.status(401);
        server.upload("two/p0.csv", BOOKINGS + row("sftp-p0"));
        await("the account is paused").atMost(SOON).until(() -> screen.getOut().contains("is paused"));
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            files.add(server.upload("two/p" + i + ".csv", BOOKINGS + row("sftp-p" + i)));
        }
        await("they stay there")
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .until(() -> files.stream().allMatch(Files::exists));
        assertThat(target.count("sftp-p1")).isZero();
        assertThat(folder.inbox("two").toFile().list((dir, name) -> name.endsWith(".csv")))
                .hasSize(1);
        target.status(200);

        for (int i = 0; i <= 4; i++) {
            folder.finished("two", "p" + i + ".csv");
        }
        files.forEach(SftpDoorTest::awaitGone);
        settled("two");
        assertThat(target.count("sftp-p1")).isOne();
    }

    @Test
    void oneFileComesForAPausedAccountThatNobodyElseTries() throws IOException {
        Account account = courier.bean(Accounts.class).get("main");
        account.restore("paused", "http-401", "the credentials were refused", Instant.now(), null);
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            files.add(server.upload("two/n" + i + ".csv", BOOKINGS + row("sftp-n" + i)));
        }

        files.forEach(SftpDoorTest::awaitGone);
        settled("two");
        assertThat(account.gate().isOpen()).isTrue();
        assertThat(target.count("sftp-n")).isEqualTo(3);
    }

    @Test
    void aConnectionThatIsCutInTheMiddleOfAFileLeavesNoHalfOfIt(CapturedOutput screen) throws IOException {
        byte[] large = (BOOKINGS + rows("sftp-cut-", 5_000)).getBytes(UTF_8);
        server.wire().cutAfter(large.length / 2);
        Path file = server.upload("two/cut.csv", large);

        assertThat(folder.finished("two", "cut.csv").path("accepted").asLong()).isEqualTo(5_000);
        awaitGone(file);
        settled("two");
        assertThat(screen.getOut())
                .containsOnlyOnce("cannot be reached: the connection was cut in the middle of a file")
                .containsOnlyOnce("Feed two: SFTP server 127.0.0.1:" + server.port() + " can be reached again");
    }

    @Test
    void aServerThatDiesIsSaidOnceAndTriedAgainUntilItIsBack(CapturedOutput screen) throws Exception {
        server.kill();
        await("each feed knows")
                .atMost(SOON)
                .until(() -> screen.getOut().split("cannot be reached", -1).length == feeds() + 1);
        server.start();
        Path file = server.upload("two/back.csv", BOOKINGS + row("sftp-back"));

        folder.finished("two", "back.csv");
        awaitGone(file);
        settled("two");
        await("every feed is up again")
                .atMost(SOON)
                .until(() -> screen.getOut().split("can be reached again", -1).length == feeds() + 1);
        assertThat(screen.getOut().split("cannot be reached", -1)).hasSize(feeds() + 1);
        assertThat(screen.getOut()).doesNotContain("\tat ");
    }

    @Test
    void aServerThatGoesDeadIsNoticedWithinAMinute(CapturedOutput screen) throws IOException {
        server.wire().die();
        try {
            await("each feed knows")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> screen.getOut().split("cannot be reached", -1).length == feeds() + 1);
        } finally {
            server.wire().revive();
        }
        Path file = server.upload("two/alive.csv", BOOKINGS + row("sftp-alive"));
        folder.finished("two", "alive.csv");
        awaitGone(file);
        settled("two");
    }

    @Test
    void aServerWithAnotherHostKeyIsNotUsed(CapturedOutput screen) throws Exception {
        Path file = server.upload("two/secret.csv", BOOKINGS + row("sftp-host-key"));
        server.writeKnownHosts("other");
        try {
            server.killSessions();
            await().atMost(SOON).until(() -> screen.getOut().contains("its host key is not the one in "));
            assertThat(file).exists();
        } finally {
            server.writeKnownHosts("host");
        }
        folder.finished("two", "secret.csv");
        awaitGone(file);
        settled("two");
    }
}
