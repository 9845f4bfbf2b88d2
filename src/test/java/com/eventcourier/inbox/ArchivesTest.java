package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in an archive is read as files of its own; of one that is broken, too much or not to be trusted nothing is. */
class ArchivesTest {

    @TempDir
    static Path temp;

    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() throws IOException {
        target = new Target();
        folder = new CourierFolder(temp)
                .withFeed(
                        "bounded",
                        "event: be_reserved\nformat: {type: csv}\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\n"
                                + "unpack: {max-size: 64MB, max-ratio: 100, max-files: 3}\n",
                        CourierFolder.shippedMapping())
                .withFeed(
                        "marked",
                        "event: be_reserved\nformat: {type: csv}\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\nok-marker: true\n",
                        CourierFolder.shippedMapping());
        courier = new RunningCourier(folder, target);
        refused().forEach(one -> folder.drop("bounded", (String) one.get()[0], (byte[]) one.get()[1]));
    }

    @AfterAll
    static void stop() throws IOException {
        try {
            courier.balanced();
            for (String feed : new String[] {"bookings", "bounded", "marked"}) {
                assertThat(folder.inbox(feed).resolve(".unpacking").toFile().list())
                        .as("left in the folder of %s", feed)
                        .isEmpty();
            }
        } finally {
            courier.close();
            target.close();
        }
    }

    @Test
    void aGzIsReadUnderItsNameWithoutTheEnding() throws IOException {
        folder.drop("bookings", "one.csv.gz", gz(BOOKINGS + rows("gz-", 20) + "bad\n"));

        JsonNode report = folder.finished("bookings", "one.csv");
        JsonNode archive = folder.finished("bookings", "one.csv.gz");

        assertThat(report.path("accepted").asLong()).isEqualTo(20);
        assertThat(report.path("dead").path("malformed-record").asLong()).isOne();
        assertThat(folder.outboxFile("bookings", "one.csv.rejected.csv")).contains("bad");
        assertThat(archive.path("records").asLong()).isZero();
        assertThat(archive.path("warnings").path(0).asText())
                .isEqualTo("The file is an archive; each file that was in it has a report of its own.");
        assertThat(target.count("gz-")).isEqualTo(20);
    }

    @Test
    void severalGzBehindEachOtherAreOneFile() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gz(BOOKINGS + row("joined-1")));
        both.write(gz(row("joined-2")));

        folder.drop("bookings", "joined.csv.gz", both.toByteArray());

        assertThat(folder.finished("bookings", "joined.csv").path("accepted").asLong())
                .isEqualTo(2);
    }

    @Test
    void zerosBehindTheLastGzArePadding() throws IOException {
        byte[] both = joined(gz(BOOKINGS + rows("padded-", 20_000)), gz(row("padded-last")));

        folder.drop("bookings", "padded.csv.gz", Arrays.copyOf(both, both.length + 300_000));

        assertThat(folder.finished("bookings", "padded.csv").path("accepted").asLong())
                .isEqualTo(20_001);
    }

    @Test
    void eachFileOfAZipIsAnArrival() throws IOException {
        folder.drop(
                "bookings",
                "week.zip",
                zip(
                        "mon.csv",
                        BOOKINGS + rows("mon-", 3),
                        "late/tue.csv",
                        BOOKINGS + rows("tue-", 4),
                        "__MACOSX/._mon.csv",
                        "junk",
                        "__MACOSX\\._mon.csv",
                        "junk"));

        assertThat(folder.finished("bookings", "week.mon.csv").path("accepted").asLong())
                .isEqualTo(3);
        assertThat(folder.finished("bookings", "week.late_tue.csv")
                        .path("accepted")
                        .asLong())
                .isEqualTo(4);
        folder.finished("bookings", "week.zip");
        assertThat(target.count("mon-")).isEqualTo(3);
        assertThat(target.count("tue-")).isEqualTo(4);
    }

    @Test
    void aFileOutOfAnArchiveDoesNotReplaceOneOfItsName() throws IOException {
        target.shut();
        try {
            folder.drop("bookings", "same.csv", BOOKINGS + row("same-1"));
            await().until(() -> target.count("same-1") == 1);
            folder.drop("bookings", "same.csv.gz", gz(BOOKINGS + row("same-2")));
            await().until(() -> Files.exists(folder.inbox("bookings").resolve("same-2.csv")));
        } finally {
            target.open();
        }

        assertThat(folder.finished("bookings", "same.csv").path("accepted").asLong())
                .isOne();
        assertThat(folder.finished("bookings", "same-2.csv").path("accepted").asLong())
                .isOne();
        assertThat(target.count("same-2")).isOne();
    }

    @Test
    void theFilesOfAMarkedArchiveNeedNoMarkersOfTheirOwn() throws IOException {
        folder.drop("marked", "m.csv.gz", gz(BOOKINGS + row("marked-1")));
        folder.drop("marked", "m.csv.gz.ok", "");

        assertThat(folder.finished("marked", "m.csv").path("accepted").asLong()).isOne();
    }

    @Test
    void theSameArchiveOnceMoreIsDuplicate() throws IOException {
        byte[] archive = gz(BOOKINGS + rows("again-", 5));
        folder.drop("bookings", "again.csv.gz", archive);
        folder.finished("bookings", "again.csv");
        folder.finished("bookings", "again.csv.gz");
        folder.drop("bookings", "again-tomorrow.csv.gz", archive);

        assertThat(folder.finished("bookings", "again-tomorrow.csv")
                        .path("duplicate")
                        .asLong())
                .isEqualTo(5);
        assertThat(target.count("again-")).isEqualTo(5);
    }

    static Stream<Arguments> refused() throws IOException {
        byte[] two = zip("a.csv", BOOKINGS + row("no-a"), "b.csv", BOOKINGS + row("no-b"));
        byte[] gz = gz(BOOKINGS + rows("no-gz", 50));
        byte[] damaged = two.clone();
        damaged[damaged.length / 4] ^= 0x55;
        String nothing = " Nothing of it was read";
        return Stream.of(
                Arguments.of("bomb.csv.gz", bomb(32), "more than 100 times as large as it is (unpack.max-ratio)"),
                Arguments.of("large.zip", large(), "becomes larger than 67108864 bytes (unpack.max-size)"),
                Arguments.of(
                        "many.zip",
                        zip("1.csv", "a", "2.csv", "b", "3.csv", "c", "4.csv", "d"),
                        "more than 3 files (unpack.max-files)"),
                Arguments.of("cut.csv.gz", Arrays.copyOf(gz, gz.length - 20), "The archive is broken: "),
                Arguments.of("cut.zip", Arrays.copyOf(two, two.length - 30), "The archive is broken: "),
                Arguments.of("trailing.csv.gz", joined(gz, "and more".getBytes(UTF_8)), "The archive is broken: "),
                Arguments.of(
                        "trailing-zeros.csv.gz",
                        joined(gz, new byte[] {0, 0, 1}),
                        "The archive is broken: something else follows its end."),
                Arguments.of(
                        "cut-second.csv.gz", joined(gz, Arrays.copyOf(gz, gz.length - 20)), "The archive is broken: "),
                Arguments.of("cut-mark.csv.gz", joined(gz, new byte[] {0x1F}), "The archive is broken: "),
                Arguments.of("damaged.zip", damaged, "The archive is broken: "),
                Arguments.of("locked.zip", locked(two), "is protected by a password (a.csv)"),
                Arguments.of(
                        "slip.zip",
                        zip("a.csv", BOOKINGS + row("no-a"), "../../slipped.csv", BOOKINGS + row("no-slip")),
                        "whose name leads out of it or is none: ../../slipped.csv." + nothing),
                Arguments.of("root.zip", zip("/etc/slipped.csv", "x"), "leads out of it or is none: /etc/slipped.csv"),
                Arguments.of("drive.zip", zip("C:\\slipped.csv", "x"), "leads out of it or is none: C:/slipped.csv"),
                Arguments.of("hidden.zip", zip(".hidden", "x"), "the name of an unfinished one: .hidden"),
                Arguments.of("twice.zip", zip("a/b.csv", "x", "a_b.csv", "y"), "would be called twice.a_b.csv"),
                Arguments.of("nested.zip", zip("inner.csv.gz", gz), "another one in it, a gz: nested.inner.csv.gz"),
                Arguments.of("nested.gz", gz(two), "another one in it, a zip: nested"),
                Arguments.of("book.xlsx", zip("[Content_Types].xml", "x"), "an office document, such as xlsx"),
                Arguments.of("empty.zip", zip(), "The archive has no file in it."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, byte[] archive, String why) {
        JsonNode report = folder.refused("bounded", name);

        assertThat(report.path("fault").asText()).contains(why);
        assertThat(report.path("read").asLong()).isZero();
        assertThat(target.count("no-")).isZero();
        assertThat(folder.inbox("bounded").toFile().list()).doesNotContain("slipped.csv");
        assertThat(temp.resolve("slipped.csv")).doesNotExist();
        assertThat(folder.data().resolve("slipped.csv")).doesNotExist();
    }

    static byte[] gz(String content) throws IOException {
        return gz(content.getBytes(UTF_8));
    }

    private static byte[] gz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** So many MB of nothing. */
    private static byte[] bomb(int megabytes) throws IOException {
        return gz(new byte[megabytes * 1024 * 1024]);
    }

    /** Less dense than a bomb, and too large: 40 MB twice. */
    private static byte[] large() throws IOException {
        byte[] some = new byte[40 * 1024 * 1024];
        for (int i = 0; i < some.length; i += 20) {
            some[i] = (byte) (i * 31 >>> 7);
        }
        return zip("1.csv", some, "2.csv", some);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Says of each file that it is encrypted, in both places where a zip says so. */
    private static byte[] locked(byte[] zip) {
        byte[] locked = zip.clone();
        for (int i = 0; i < locked.length - 4; i++) {
            if (locked[i] == 'P' && locked[i + 1] == 'K' && locked[i + 2] == 3 && locked[i + 3] == 4) {
                locked[i + 6] |= 1;
            } else if (locked[i] == 'P' && locked[i + 1] == 'K' && locked[i + 2] == 1 && locked[i + 3] == 2) {
                locked[i + 8] |= 1;
            }
        }
        return locked;
    }

    /** @param members names and contents in turn */
    private static byte[] zip(Object... members) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            Object content = members[i + 1];
            files.put((String) members[i], content instanceof String text ? text.getBytes(UTF_8) : (byte[]) content);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
