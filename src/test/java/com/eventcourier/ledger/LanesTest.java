package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits in a lane is sent in the order in which it came. */
class LanesTest {

    private static final byte[] HASH = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(temp.resolve("ledger.db"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private OpenedMessage message(String id, String lane) {
        byte[] hash = HASH.clone();
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, hash, 0, id.length());
        Incoming in = new Incoming("orders", "main", ArrivalRow.MESSAGE, id, hash, 10, "1");
        return ledger.openMessage(in, new Delivered(1, lane, 1, 1));
    }

    private void settle(OpenedMessage message, State from, State state, Instant due) {
        Settlement.Kept kept = state == State.ACCEPTED
                ? null
                : new Settlement.Kept("main", "orders", "e", "c", "[]", HASH, HASH, null, null, "", "1", due, 0, 0);
        RecordId id = new RecordId(message.row().id(), 1, 0);
        String code = state == State.DEAD ? "7308" : "";
        ledger.settle(
                new Settlement(id, 1, from, state, code, 1, null, null, false, HASH, null, kept, null, null), () -> {});
        ledger.flush();
    }

    private List<String> taken() {
        return ledger.takeDue("main", List.of("orders"), Instant.now(), 10).stream()
                .map(KeptRow::file)
                .toList();
    }

    @Test
    void onlyTheFirstOfALaneIsTakenAndTheNextWhenThatIsSettled() {
        OpenedMessage first = message("a1", "a");
        settle(first, null, State.RETRY, Instant.now().plusSeconds(60));
        OpenedMessage second = message("a2", "a");
        settle(second, null, State.PENDING, Instant.now());
        OpenedMessage third = message("a3", "a");
        settle(third, null, State.PENDING, Instant.now());
        OpenedMessage other = message("b1", "b");
        settle(other, null, State.PENDING, Instant.now());
        OpenedMessage free = message("c1", null);
        settle(free, null, State.PENDING, Instant.now());

        assertThat(first.laneTaken()).isFalse();
        assertThat(second.laneTaken()).isTrue();
        assertThat(third.laneTaken()).isTrue();
        assertThat(other.laneTaken()).isFalse();
        assertThat(taken()).containsExactlyInAnyOrder("b1", "c1");
        assertThat(taken()).isEmpty();

        settle(first, State.RETRY, State.DEAD, null);
        assertThat(taken()).containsExactly("a2");
        assertThat(taken()).isEmpty();
        settle(second, State.PENDING, State.ACCEPTED, null);
        assertThat(taken()).containsExactly("a3");
        settle(third, State.PENDING, State.ACCEPTED, null);
        assertThat(message("a4", "a").laneTaken()).isFalse();
    }

    @Test
    void aMessageThatComesAgainIsTheSameArrivalUntilItIsDeleted() {
        OpenedMessage once = message("m1", null);
        OpenedMessage again = message("m1", null);

        assertThat(once.row().mark()).isZero();
        assertThat(again.row().id()).isEqualTo(once.row().id());
        assertThat(again.row().mark()).isOne();
        ledger.messageDeleted(once.row().id());
        ledger.flush();
        assertThat(message("m1", null).row().id()).isNotEqualTo(once.row().id());
    }

    @Test
    void whatWaitsInTheLedgerIsNotTakenFromItsMessageOnceMore() {
        settle(message("a1", "a"), null, State.RETRY, Instant.now().plusSeconds(60));
        OpenedMessage behind = message("a2", "a");
        settle(behind, null, State.PENDING, Instant.now());

        assertThat(message("a2", "a").resume().settled(1)).isTrue();
    }

    @Test
    void aMessageThatNoQueueHasAnyMoreIsEnded() {
        OpenedMessage message = message("m1", null);
        ledger.endOldMessages(Instant.now().minusSeconds(60));
        assertThat(ledger.queries().arrival(message.row().id()).orElseThrow().is(ArrivalRow.READING))
                .isTrue();

        ledger.endOldMessages(Instant.now().plusSeconds(60));

        ArrivalRow ended = ledger.queries().arrival(message.row().id()).orElseThrow();
        assertThat(ended.is(ArrivalRow.MOVED)).isTrue();
        assertThat(ended.fault()).contains("The queue did not hand the message over again.");
        assertThat(Audit.of(ledger.queries(), true).faults()).isEmpty();
    }
}
