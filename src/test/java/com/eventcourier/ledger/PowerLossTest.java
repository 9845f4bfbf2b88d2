package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes while the last commit is on its way to the disk: of its part of the write-ahead log there is nothing, a
 * piece, or something else. Whatever was said to be on disk before is there.
 */
class PowerLossTest {

    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int EARLIER = 1000;
    private static final int LAST = 700;

    @TempDir
    private Path folder;

    private byte[] file;
    private int frameBytes;
    private byte[] log;
    private int before;
    private long arrival;

    /** Two commits whose outcomes were said to be on disk, and a last one; the files as they are right after it. */
    @BeforeEach
    void writeCommits() throws IOException {
        Path ledger = folder.resolve("written.db");
        try (TestLedger test = new TestLedger(ledger)) {
            arrival = test.arrival("file.csv");
            settle(test, 1, EARLIER / 2);
            settle(test, EARLIER / 2 + 1, EARLIER);
            assertThat(test.settled()).as("said to be on disk").isEqualTo(EARLIER);
            settle(test, EARLIER + 1, EARLIER + LAST);
            file = Files.readAllBytes(ledger);
            frameBytes = FRAME_HEADER + Math.toIntExact(test.ledger().queries().one("pragma page_size"));
            log = Files.readAllBytes(logOf(ledger));
            assertThat(log.length)
                    .as("the last commit is at the end of the log")
                    .isGreaterThan(before + 10 * frameBytes);
            assertThat((before - LOG_HEADER) % frameBytes)
                    .as("commits end where frames end")
                    .isZero();
        }
    }

    private void settle(TestLedger test, int from, int to) {
        test.ledger().follow(new UpTo(arrival, to));
        test.inOneCommit(arrival, () -> {
            before = Math.toIntExact(logOf(test.file()).toFile().length());
            for (int i = from; i <= to; i++) {
                State state = i % 10 == 0 ? State.RETRY : i % 10 == 1 ? State.DEAD : State.ACCEPTED;
                test.settle(new RecordId(arrival, i, 0), state);
            }
        });
    }

    private record UpTo(long arrival, long records) implements Progress {
        @Override
        public long bytes() {
            return records;
        }

        @Override
        public long settledTo() {
            return records;
        }
    }

    private static Path logOf(Path ledger) {
        return ledger.resolveSibling(ledger.getFileName() + "-wal");
    }

    @Test
    void whereverTheLogIsCutOnlyTheLastCommitIsLost() throws IOException {
        int frames = (log.length - before) / frameBytes;
        for (int frame = 0; frame < frames; frame += Math.max(1, frames / 9)) {
            for (int within : new int[] {0, 1, FRAME_HEADER / 2, FRAME_HEADER, FRAME_HEADER + 500, frameBytes - 1}) {
                reopened(Arrays.copyOf(log, before + frame * frameBytes + within), EARLIER);
            }
        }
        reopened(Arrays.copyOf(log, log.length - 1), EARLIER);
        reopened(log, EARLIER + LAST);
    }

    @Test
    void whateverIsWrittenInsteadOfThePartOfTheLastCommitItCountsAsNotThere() throws IOException {
        Random random = new Random(1);
        int frames = (log.length - before) / frameBytes;
        for (int frame = 0; frame < frames; frame += Math.max(1, frames / 7)) {
            for (int within : new int[] {0, FRAME_HEADER / 2, FRAME_HEADER + 500}) {
                byte[] garbage = log.clone();
                byte[] bytes = new byte[garbage.length - before - frame * frameBytes - within];
                random.nextBytes(bytes);
                System.arraycopy(bytes, 0, garbage, garbage.length - bytes.length, bytes.length);
                reopened(garbage, EARLIER);

                byte[] zeros = log.clone();
                Arrays.fill(zeros, zeros.length - bytes.length, zeros.length, (byte) 0);
                reopened(zeros, EARLIER);

                byte[] flipped = log.clone();
                flipped[before + frame * frameBytes + within] ^= 0x10;
                reopened(flipped, EARLIER);
            }
        }
    }

    /** A sector of a page in the middle was not written, though the end was: disks write in their own order. */
    @Test
    void aHoleInTheLastCommitCountsAsNothing() throws IOException {
        byte[] hole = log.clone();
        int middle = before + (log.length - before) / frameBytes / 2 * frameBytes + FRAME_HEADER;
        Arrays.fill(hole, middle, middle + 512, (byte) 0);
        reopened(hole, EARLIER);
    }

    /** The ledger opens, has all outcomes up to a number and none behind, and every count of it adds up. */
    private void reopened(byte[] withLog, int outcomes) throws IOException {
        Path ledger = folder.resolve("reopened.db");
        Files.write(ledger, file);
        Files.write(logOf(ledger), withLog);
        Files.deleteIfExists(folder.resolve("reopened.db-shm"));
        try (TestLedger test = new TestLedger(ledger)) {
            LedgerQueries rows = test.ledger().queries();
            String cut = "log of " + withLog.length + " bytes, " + (withLog.length - before) + " in the last commit";
            assertThat(rows.one("select count(*) from record where position <= ?", outcomes))
                    .as(cut)
                    .isEqualTo(outcomes);
            assertThat(rows.one("select count(*) from record")).as(cut).isEqualTo(outcomes);
            Audit audit = test.deepAudit();
            assertThat(audit.faults()).as(cut).isEmpty();
            assertThat(audit.accepted() + audit.retry() + audit.deadOpen()).isEqualTo(outcomes);
        }
    }
}
