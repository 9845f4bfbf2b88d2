package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is of one moment, however much is written meanwhile. */
class BackupTest {

    @TempDir
    private Path folder;

    @Test
    void aBackupThatIsMadeWhileOutcomesAreWrittenIsWhole() throws InterruptedException {
        Path ledger = folder.resolve("ledger.db");
        try (TestLedger test = new TestLedger(ledger)) {
            AtomicBoolean enough = new AtomicBoolean();
            CountDownLatch under = new CountDownLatch(1);
            Thread writing = new Thread(() -> write(test, enough, under));
            writing.start();
            under.await();
            long last = 0;
            for (int i = 0; i < 3; i++) {
                long before = last;
                await("more outcomes").until(() -> test.ledger().queries().one("select count(*) from record") > before);
                Path copy = folder.resolve("copy-" + i + ".db");
                assertThat(Backup.of(ledger, copy).arrivals()).isPositive();
                Verification verified = Verification.of(copy);
                assertThat(verified.faults()).isEmpty();
                assertThat(verified.events()).as("it grew meanwhile").isGreaterThan(last);
                last = verified.events();
            }
            enough.set(true);
            writing.join();
            assertThat(test.deepAudit().faults()).isEmpty();
        }
    }

    /** Files of fifty records, one after the other. */
    private static void write(TestLedger test, AtomicBoolean enough, CountDownLatch under) {
        for (int file = 0; !enough.get(); file++) {
            long arrival = test.arrival("file-" + file);
            for (int row = 1; row <= 50; row++) {
                test.settle(new RecordId(arrival, row, 0), row % 9 == 0 ? State.DEAD : State.ACCEPTED, () -> {});
            }
            test.end(arrival, 50);
            under.countDown();
        }
    }
}
