package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A ledger that cannot be used: the start is refused with a sentence, and not a byte of it is changed. */
@ExtendWith(OutputCaptureExtension.class)
class DamagedLedgerTest {

    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private Path ledger;

    @BeforeEach
    void write() {
        ledger = folder.resolve("ledger.db");
        try (TestLedger test = new TestLedger(ledger)) {
            long arrival = test.arrival("file.csv");
            for (int i = 1; i <= 3000; i++) {
                test.settle(new RecordId(arrival, i, 0), State.ACCEPTED);
            }
            test.ledger().flush();
        }
    }

    /** The ledger and what is in its log; who only reads may leave an empty log and the index of it. */
    private Map<String, String> bytes() throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = file.getFileName().toString();
                if (!name.endsWith("-shm") && Files.size(file) > 0) {
                    bytes.put(name, hash(Files.readAllBytes(file)));
                }
            }
        }
        return bytes;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void overwrite(int from, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(ledger);
        Arrays.fill(bytes, from, from + length, (byte) 0x5A);
        Files.write(ledger, bytes);
    }

    private void refused(String... sentences) throws IOException {
        Map<String, String> before = bytes();
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> Ledger.open(ledger))
                    .isInstanceOf(LedgerFault.class)
                    .message()
                    .startsWith("The ledger " + ledger + " ")
                    .contains(sentences)
                    .doesNotContain("Exception");
            assertThat(bytes()).isEqualTo(before);
        }
    }

    @Test
    void aFileThatIsNoLedgerAnyMoreIsLeftAsItIs() throws IOException {
        overwrite(0, 100);
        refused(" is damaged. It was left as it is, and nothing was sent. Move it aside", "put a backup in its place");
    }

    @Test
    void bytesOverwrittenInTheMiddleAreFound() throws IOException {
        int middle = Math.toIntExact(Files.size(ledger) / 2 / PAGE * PAGE);
        overwrite(middle, 2 * PAGE);
        refused(" is damaged. ", "(table ");
    }

    /** What a kill left in the write-ahead log must not be copied into a file that is damaged. */
    @Test
    void theLogOfADamagedFileIsLeftAsItIs() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("killed"));
        try (TestLedger test = new TestLedger(ledger)) {
            long arrival = test.arrival("file.csv");
            test.settle(new RecordId(arrival, 5000, 0), State.ACCEPTED);
            test.ledger().flush();
            for (String name : new String[] {"ledger.db", "ledger.db-wal"}) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }
        }
        folder = copy;
        ledger = copy.resolve("ledger.db");
        assertThat(Files.size(copy.resolve("ledger.db-wal"))).isPositive();
        overwrite(Math.toIntExact(Files.size(ledger) / 2 / PAGE * PAGE), 2 * PAGE);
        refused(" is damaged. ");
    }

    @Test
    void aFileThatLostItsEndIsFound() throws IOException {
        Files.write(ledger, Arrays.copyOf(Files.readAllBytes(ledger), Math.toIntExact(Files.size(ledger) / 2)));
        refused(" is damaged. ");
    }

    @Test
    void aFileThatMayNotBeWrittenIsRefused() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("r--------"));
        boolean mounted = Files.isWritable(ledger) && mountedReadOnly();
        assumeThat(Files.isWritable(ledger))
                .as("this user can be kept from writing a file")
                .isFalse();
        try {
            refused(" cannot be written. Give the user that runs the courier the right to write it");
        } finally {
            if (mounted) {
                run("umount", ledger.toString());
            }
        }
    }

    /** For a user whom permissions do not stop. */
    private boolean mountedReadOnly() throws IOException, InterruptedException {
        return run("mount", "--bind", ledger.toString(), ledger.toString()) == 0
                && run("mount", "-o", "remount,ro,bind", ledger.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    void aFileThatAnotherProgramHasLockedIsRefused() throws IOException, SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            refused(" is locked by another program, a database tool or a backup of the disk. Close that program");
        }
        Ledger.open(ledger).close();
    }

    @Test
    void aLockWhileItRunsHoldsOutcomesBackAndLosesNone(CapturedOutput screen) throws SQLException {
        try (TestLedger test = new TestLedger(ledger)) {
            long arrival = test.arrival("file.csv");
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                    Statement statement = other.createStatement()) {
                statement.execute("begin immediate");
                for (int i = 4001; i <= 4100; i++) {
                    test.settle(new RecordId(arrival, i, 0), State.ACCEPTED);
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> test.ledger().fault() != null);
                assertThat(test.settled()).as("said to be on disk").isZero();
                statement.execute("rollback");
            }
            test.ledger().flush();
            assertThat(test.settled()).isEqualTo(100);
            assertThat(test.ledger().fault()).isNull();
            assertThat(test.ledger().queries().one("select count(*) from record where position > 4000"))
                    .isEqualTo(100);
        }
        assertThat(screen.getOut())
                .contains("Nothing is lost: reading stops until it can be. Close the program that has it locked; the"
                        + " courier goes on by itself.")
                .contains("The ledger can be written again; the courier goes on.");
    }

    @Test
    void theLookAtAStartIsBounded() {
        LedgerFile file = new LedgerFile(ledger);
        assertThat(StartCheck.of(file, ledger, Duration.ZERO, Duration.ZERO).complete())
                .isFalse();
        assertThat(StartCheck.of(file, ledger, Duration.ofMinutes(1), Duration.ZERO)
                        .complete())
                .isTrue();
    }

    @Test
    void aLedgerThatIsNewOrWasClosedIsNotCalledUnclean(CapturedOutput screen) {
        Ledger.open(folder.resolve("new.db")).close();
        Ledger.open(ledger).close();
        assertThat(screen.getOut()).doesNotContain("last stop");
    }
}
