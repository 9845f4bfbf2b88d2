package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from the ledger at once, and a letter that turns out to be unreadable when it was taken. */
class HandfulTest {

    private static final DeskAction ANNA = new DeskAction("anna", "replay run", "all", "the target was mended");

    @TempDir
    Path temp;

    private TestLedger test;
    private Ledger ledger;
    private LetterQueries letters;

    @BeforeEach
    void open() {
        test = new TestLedger(temp.resolve("ledger.db"));
        ledger = test.ledger();
        letters = new LetterQueries(ledger.queries());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void largeLettersAreHandedOnAFewAtATime() {
        int large = (int) Handful.MOST_BYTES / 2;
        ManyLetters.settle(ledger, "large.csv", 5, large);

        assertThat(ledger.queries().toHandOn(500, List.of())).hasSize(2);
        assertThat(ledger.queries().toHandOn(1, List.of())).hasSize(1);
        assertThat(ledger.queries().toHandOn(500, List.of("7308"))).hasSize(2).noneMatch(row -> row.code()
                .equals("7308"));
    }

    @Test
    void oneLetterComesHoweverLargeItIs() {
        ManyLetters.settle(ledger, "huge.csv", 2, (int) Handful.MOST_BYTES * 2);

        assertThat(ledger.queries().toHandOn(500, List.of())).hasSize(1);
    }

    @Test
    void aReplayTakesTheLettersOfSeveralFeedsInTheirOrder() {
        ManyLetters.settle(ledger, "a.csv", 6);
        Map<String, String> accounts = Map.of("bookings", "main", "events", "main");
        ledger.desk().beginReplay(LetterFilter.ALL, accounts, false, ANNA);

        List<KeptRow> first = ledger.desk().takeReplayed(List.of("events", "bookings"), 4);
        List<KeptRow> second = ledger.desk().takeReplayed(List.of("events", "bookings"), 4);

        assertThat(first).extracting(row -> row.id().position()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(second).extracting(row -> row.id().position()).containsExactly(5L, 6L);
        assertThat(ledger.desk().takeReplayed(List.of("events", "bookings"), 4)).isEmpty();
    }

    @Test
    void anUnreadableLetterLeavesItsRunAndTheOthersGoOn() {
        long arrival = ManyLetters.settle(ledger, "a.csv", 3);
        LedgerDesk desk = ledger.desk();
        desk.beginReplay(LetterFilter.ALL, Map.of("bookings", "main"), false, ANNA);
        List<KeptRow> taken = desk.takeReplayed(List.of("bookings"), 2);

        desk.release(taken.get(0));

        assertThat(letters.find(taken.get(0).letter()).orElseThrow().state()).isEqualTo(State.DEAD);
        assertThat(letters.count(LetterFilter.ALL, State.REPLAYING)).isEqualTo(2);
        assertThat(desk.endReplays()).isOne();
        test.settle(taken.get(1).id(), 1, State.REPLAYING, State.ACCEPTED);
        desk.takeReplayed(List.of("bookings"), 2)
                .forEach(row -> test.settle(row.id(), 1, State.REPLAYING, State.ACCEPTED));
        ledger.flush();

        assertThat(desk.endReplays()).isZero();
        assertThat(ReplayRun.find(ledger.queries(), 1).orElseThrow().unsent()).isOne();
        assertThat(letters.isReplaying()).isFalse();
        test.end(arrival, 3);
        assertThat(test.deepAudit().faults()).isEmpty();
        assertThat(desk.beginReplay(LetterFilter.ALL, Map.of("bookings", "main"), false, ANNA)
                        .letters())
                .isOne();
    }
}
