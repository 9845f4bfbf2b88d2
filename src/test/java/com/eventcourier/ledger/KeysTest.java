package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.ledger.Keys.Claim;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns a delivery key, whether its owner is new or was sorted into a run, before and after a restart. */
class KeysTest {

    private static final byte[] PAYLOAD = TestLedger.PAYLOAD;
    private static final byte[] OTHER_PAYLOAD = TestLedger.hash("other payload");
    private static final int MORE_THAN_A_RUN = KeyRuns.RUN + 50_000;

    @TempDir
    private Path folder;

    private TestLedger ledger;
    private long arrival;

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder.resolve("ledger.db"));
        arrival = ledger.arrival("file.csv");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anAcceptedEventOwnsItsKeyForGood() {
        for (int i = 0; i < MORE_THAN_A_RUN; i++) {
            settle(i, State.ACCEPTED, null);
        }
        ledger.ledger().flush();
        ownersAreFound();

        ledger.restart();
        ownersAreFound();
        assertThat(runs()).isOne();
        assertThat(ledger.ledger().queries().one("select count(*) from new_key_owner"))
                .isEqualTo(MORE_THAN_A_RUN - ledger.ledger().queries().one("select count(*) from key_owner"));
    }

    private void ownersAreFound() {
        for (int i : new int[] {0, 1, KeyRuns.RUN / 2, KeyRuns.RUN - 1, KeyRuns.RUN, MORE_THAN_A_RUN - 1}) {
            assertThat(claim(i, PAYLOAD)).as("key %s", i).isEqualTo(Claim.DUPLICATE);
            assertThat(claim(i, OTHER_PAYLOAD)).as("key %s", i).isEqualTo(Claim.CONFLICT);
        }
        assertThat(claim(MORE_THAN_A_RUN, PAYLOAD)).isEqualTo(Claim.FREE);
        ledger.ledger().keys().release(key(MORE_THAN_A_RUN), new RecordId(99, 1, 0));
    }

    @Test
    void anEventInRetryOwnsItsKeyUntilItIsDead() {
        settle(1, State.RETRY, null);
        for (int i = 2; i <= MORE_THAN_A_RUN; i++) {
            settle(i, State.ACCEPTED, null);
        }
        ledger.ledger().flush();
        assertThat(runs()).isOne();
        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.BUSY);

        settle(1, State.DEAD, State.RETRY);
        ledger.ledger().flush();

        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.FREE);
        assertThat(claim(1, PAYLOAD)).as("claimed a moment ago").isEqualTo(Claim.BUSY);
    }

    @Test
    void aKeyThatChangesItsOwnerBelongsToTheNewOne() {
        settle(1, State.RETRY, null);
        settle(1, State.DEAD, State.RETRY);
        settle(2, State.ACCEPTED, null, key(1));
        ledger.ledger().flush();

        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.DUPLICATE);

        ledger.restart();
        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.DUPLICATE);
    }

    private Claim claim(int key, byte[] payload) {
        return ledger.ledger().keys().claim(key(key), payload, new RecordId(99, 1, 0));
    }

    private long runs() {
        return ledger.ledger().queries().one("select count(*) from key_run");
    }

    private void settle(int position, State state, State from) {
        settle(position, state, from, key(position));
    }

    private void settle(int position, State state, State from, byte[] key) {
        ledger.settle(new RecordId(arrival, position, 0), 1, from, state, key);
    }

    private static byte[] key(int number) {
        return TestLedger.hash("key " + number);
    }
}
