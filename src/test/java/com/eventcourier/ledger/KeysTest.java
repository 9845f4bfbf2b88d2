package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.ledger.Keys.Claim;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns a delivery key, whether its owner is new or was sorted into a run, before and after a restart. */
class KeysTest {

    private static final byte[] PAYLOAD = hash("payload");
    private static final byte[] OTHER_PAYLOAD = hash("other payload");
    private static final int MORE_THAN_A_RUN = KeyRuns.RUN + 50_000;

    @TempDir
    private Path folder;

    private Ledger ledger;
    private long arrival;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder.resolve("ledger.db"));
        arrival = ledger.openArrival("bookings", "main", hash("file"), "file.csv", 1, "1")
                .id();
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
        ledger.flush();
        ownersAreFound();

        close();
        open();
        ownersAreFound();
        assertThat(runs()).isOne();
        assertThat(ledger.queries().one("select count(*) from new_key_owner"))
                .isEqualTo(MORE_THAN_A_RUN - ledger.queries().one("select count(*) from key_owner"));
    }

    private void ownersAreFound() {
        for (int i : new int[] {0, 1, KeyRuns.RUN / 2, KeyRuns.RUN - 1, KeyRuns.RUN, MORE_THAN_A_RUN - 1}) {
            assertThat(claim(i, PAYLOAD)).as("key %s", i).isEqualTo(Claim.DUPLICATE);
            assertThat(claim(i, OTHER_PAYLOAD)).as("key %s", i).isEqualTo(Claim.CONFLICT);
        }
        assertThat(claim(MORE_THAN_A_RUN, PAYLOAD)).isEqualTo(Claim.FREE);
        ledger.keys().release(key(MORE_THAN_A_RUN), new RecordId(99, 1, 0));
    }

    @Test
    void anEventInRetryOwnsItsKeyUntilItIsDead() {
        settle(1, State.RETRY, null);
        for (int i = 2; i <= MORE_THAN_A_RUN; i++) {
            settle(i, State.ACCEPTED, null);
        }
        ledger.flush();
        assertThat(runs()).isOne();
        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.BUSY);

        settle(1, State.DEAD, State.RETRY);
        ledger.flush();

        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.FREE);
        assertThat(claim(1, PAYLOAD)).as("claimed a moment ago").isEqualTo(Claim.BUSY);
    }

    @Test
    void aKeyThatChangesItsOwnerBelongsToTheNewOne() {
        settle(1, State.RETRY, null);
        settle(1, State.DEAD, State.RETRY);
        settle(2, State.ACCEPTED, null, key(1));
        ledger.flush();

        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.DUPLICATE);

        close();
        open();
        assertThat(claim(1, PAYLOAD)).isEqualTo(Claim.DUPLICATE);
    }

    private Claim claim(int key, byte[] payload) {
        return ledger.keys().claim(key(key), payload, new RecordId(99, 1, 0));
    }

    private long runs() {
        return ledger.queries().one("select count(*) from key_run");
    }

    private void settle(int position, State state, State from) {
        settle(position, state, from, key(position));
    }

    private void settle(int position, State state, State from, byte[] key) {
        boolean kept = state == State.RETRY || state == State.DEAD;
        Settlement.Kept rest = new Settlement.Kept(
                "main",
                "bookings",
                "be_reserved",
                "test",
                "[]",
                new byte[0],
                new byte[0],
                null,
                null,
                "",
                "1",
                null,
                0,
                0);
        ledger.settle(
                new Settlement(
                        new RecordId(arrival, position, 0),
                        1,
                        from,
                        state,
                        state == State.DEAD ? "7308" : "",
                        1,
                        null,
                        key,
                        true,
                        PAYLOAD,
                        null,
                        kept ? rest : null,
                        null),
                () -> {});
    }

    private static byte[] key(int number) {
        return hash("key " + number);
    }

    private static byte[] hash(String text) {
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ByteBuffer.allocate(16)
                .putLong(hash.getMostSignificantBits())
                .putLong(hash.getLeastSignificantBits())
                .array();
    }
}
