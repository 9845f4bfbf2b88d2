package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.feed.Inboxes;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Files that are plainly wrong go unsent to .rejected with a report; what is no file is left alone. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedFilesTest {

    @TempDir
    static Path temp;

    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        target = new Target();
        folder = new CourierFolder(temp);
        courier = new RunningCourier(folder, target);
    }

    @AfterAll
    static void stop() {
        courier.close();
        target.close();
    }

    @AfterEach
    void balances() {
        courier.balanced();
    }

    @Test
    void duplicateHeaderNamesRefuseTheFile() {
        folder.drop("bookings", "twice.csv", BOOKINGS.replace("hotel", "age") + rows("twice-", 3));

        JsonNode report = folder.refused("bookings", "twice.csv");

        assertThat(report.path("fault").asText())
                .isEqualTo("Columns 3 and 4 of the file twice.csv have the same name in the header.");
        assertThat(report.path("read").asLong()).isZero();
        assertThat(target.count("twice-")).isZero();
    }

    @Test
    void aHeaderWithoutAnyMappedColumnRefusesTheFile() {
        folder.drop("bookings", "foreign.csv", "one,two\n1,2\n");

        JsonNode report = folder.refused("bookings", "foreign.csv");

        assertThat(report.path("fault").asText())
                .isEqualTo("The header has none of the columns that feed bookings reads."
                        + " Is the file in the right folder, and is its first line the header?");
        assertThat(report.path("read").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one,two,two", "one,,two"})
    void aFileOfAnotherKindIsCalledThatWhateverElseIsWrongWithItsHeader(String header) {
        String name = "kind-" + header.length() + ".csv";
        folder.drop("bookings", name, header + "\n1,2,3\n");

        assertThat(folder.refused("bookings", name).path("fault").asText())
                .startsWith("The header has none of the columns that feed bookings reads.");
    }

    @Test
    void aFileWhoseFirstHundredRecordsAreMalformedIsRefused() {
        folder.drop("bookings", "hundred.csv", BOOKINGS + "x\n".repeat(100) + row("hundred-1"));

        JsonNode report = folder.refused("bookings", "hundred.csv");

        assertThat(report.path("fault").asText()).isEqualTo("The first 100 records are all malformed.");
        assertThat(report.path("read").asLong()).isZero();
        assertThat(target.count("hundred-1")).isZero();
        assertThat(Files.exists(folder.outbox("bookings").resolve("hundred.csv.rejected.csv")))
                .isFalse();
    }

    @Test
    void aFileWhoseFirst99RecordsAreMalformedIsRead() {
        folder.drop("bookings", "ninety-nine.csv", BOOKINGS + "x\n".repeat(99) + row("ninety-nine"));

        JsonNode report = folder.finished("bookings", "ninety-nine.csv");

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(report.path("dead").path("malformed-record").asLong()).isEqualTo(99);
    }

    @Test
    void aJsonArrayCutOffInTheMiddleIsReportedWithHowManyWereSent() {
        String whole = "[" + BadRowsTest.event("cut-1") + "," + BadRowsTest.event("cut-2") + ","
                + BadRowsTest.event("cut-3") + "]";
        folder.drop("events", "cut.json", whole.substring(0, whole.length() - 40));

        JsonNode report = folder.finished("events", "cut.json");

        assertThat(report.path("fault").asText()).isEqualTo("The JSON array is cut off: 2 elements were complete.");
        assertThat(report.path("accepted").asLong()).isEqualTo(2);
        assertThat(report.path("dead").path("malformed-record").asLong()).isOne();
        assertThat(target.count("cut-3")).isZero();
    }

    @Test
    void aFileInTheInboxItselfIsRefusedWithAReport() throws IOException {
        Files.writeString(folder.data().resolve("inbox/lost.csv"), BOOKINGS + row("lost-1"));

        Path moved = folder.data().resolve("inbox/.rejected/lost.csv");
        await().atMost(java.time.Duration.ofSeconds(20)).until(() -> Files.exists(moved));

        JsonNode report = CourierFolder.JSON.readTree(
                folder.data().resolve("outbox/lost.csv.report.json").toFile());
        assertThat(report.path("fault").asText())
                .isEqualTo("The file was dropped into the inbox itself; drop it into the folder of a feed.");
        assertThat(target.count("lost-1")).isZero();
    }

    @Test
    void aFileInAFolderThatIsNoFeedsIsRefusedWithAReport() {
        folder.drop("bookngs", "misspelt.csv", BOOKINGS + row("misspelt-1"));

        JsonNode report = folder.refused("bookngs", "misspelt.csv");

        assertThat(report.path("fault").asText())
                .isEqualTo("There is no feed bookngs: config/feeds has no folder of this name.");
        assertThat(target.count("misspelt-1")).isZero();
    }

    @Test
    void aFileForAFeedThatWasAddedAfterTheStartSaysSo() throws IOException {
        Files.createDirectories(temp.resolve("config/feeds/orders"));
        folder.drop("orders", "early.csv", BOOKINGS + row("early-1"));

        assertThat(folder.refused("orders", "early.csv").path("fault").asText())
                .isEqualTo("Feed orders was not there when the courier started; restart it and drop the file again.");
    }

    @Test
    void aFileForAFeedThatIsOffSaysWhatItWaitsFor() {
        folder.drop("partners", "off.csv", BOOKINGS + row("off-1"));

        assertThat(folder.refused("partners", "off.csv").path("fault").asText())
                .isEqualTo("Feed partners is off: courier.sftp.partners.host was not set when the courier started."
                        + " Set it, restart the courier and drop the file again.");
    }

    @Test
    void aFolderAndALinkInTheInboxAreLeftAloneAndSaidOnce(CapturedOutput screen) throws IOException {
        Path outside = Files.writeString(temp.resolve("outside.csv"), BOOKINGS + row("linked-1"));
        Files.createDirectories(folder.inbox("bookings").resolve("sub"));
        Files.writeString(folder.inbox("bookings").resolve("sub/inner.csv"), BOOKINGS + row("inner-1"));
        Path link = Files.createSymbolicLink(folder.inbox("bookings").resolve("link.csv"), outside);
        folder.drop("bookings", "beside.csv", BOOKINGS + row("beside-1"));

        assertThat(folder.finished("bookings", "beside.csv").path("accepted").asLong())
                .isOne();
        folder.drop("bookings", "beside-2.csv", BOOKINGS + row("beside-2"));
        folder.finished("bookings", "beside-2.csv");

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.exists(folder.inbox("bookings").resolve("sub/inner.csv"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(target.count("linked-1") + target.count("inner-1")).isZero();
        assertThat(screen.getOut().lines().filter(line -> line.contains("link.csv")))
                .singleElement()
                .asString()
                .contains(
                        "bookings/link.csv is a link; it is left where it is and not read. Put the file itself there.");
        assertThat(screen.getOut().lines().filter(line -> line.contains("bookings/sub")))
                .singleElement()
                .asString()
                .contains("bookings/sub is a folder; it is left where it is and not read.");
    }

    @Test
    void aFileWithABackslashInItsNameIsLeftAloneAndSaidOnceAndNothingWaitsForIt(CapturedOutput screen) {
        folder.drop("bookings", "back\\slash.csv", BOOKINGS + row("backslash-1"));

        await("said").until(() -> screen.getOut().contains("back\\slash.csv"));
        folder.drop("bookings", "slash.csv", BOOKINGS + row("slash-1"));
        folder.finished("bookings", "slash.csv");

        assertThat(screen.getOut().lines().filter(line -> line.contains("back\\slash.csv")))
                .singleElement()
                .asString()
                .contains("is a file with a backslash in its name; it is left where it is and not read. Rename it.");
        await("nothing to wait for").until(() -> courier.bean(Inboxes.class).isIdle());
        assertThat(folder.inbox("bookings").resolve("back\\slash.csv")).exists();
        assertThat(target.count("backslash-1")).isZero();
    }

    @Test
    void aFileWhoseNameCannotBeReadIsLeftAloneAndSaidOnce(CapturedOutput screen) throws Exception {
        String inbox = folder.inbox("bookings").toString();
        Process shell =
                new ProcessBuilder("sh", "-c", "printf x > \"$1/$(printf 'caf\\351-1.csv')\"", "sh", inbox).start();
        assertThat(shell.waitFor()).isZero();

        folder.drop("bookings", "readable.csv", BOOKINGS + row("readable-1"));
        folder.finished("bookings", "readable.csv");
        folder.drop("bookings", "readable-2.csv", BOOKINGS + row("readable-2"));
        folder.finished("bookings", "readable-2.csv");

        assertThat(screen.getOut()
                        .lines()
                        .filter(line -> line.contains("cannot be read in this machine's character set")))
                .singleElement()
                .asString()
                .contains("-1.csv in the inbox of feed bookings ", "LC_ALL=C.UTF-8");
        await("nothing to wait for")
                .until(() -> courier.bean(com.eventcourier.feed.Inboxes.class).isIdle());
        assertThat(folder.inbox("bookings").toFile().list()).anyMatch(name -> name.endsWith("-1.csv"));
    }

    @Test
    void aJsonFileWithANumberBeyondAllBoundsIsReadToItsEnd() {
        String bad = BadRowsTest.event("bounds-1").replace(":30,", ":1e99999999999,");
        folder.drop("events", "bounds.json", "[" + bad + "," + BadRowsTest.event("bounds-2") + "]");

        JsonNode report = folder.finished("events", "bounds.json");

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(report.path("dead").path("malformed-record").asLong()).isOne();
        assertThat(folder.outboxFile("events", "bounds.json.rejected.json")).contains("1e99999999999");
    }
}
