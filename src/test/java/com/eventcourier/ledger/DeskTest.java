package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with dead letters is one transaction each, and every count stays right. */
class DeskTest {

    private static final DeskAction ANNA = new DeskAction("anna", "replay run", "code 7308", "the target was mended");
    private static final Map<String, String> FEEDS = Map.of("bookings", "main");

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

    private static LetterFilter code(String code) {
        return new LetterFilter(List.of(), code, null, null, null, null, null);
    }

    private void balanced(long arrival, long records) {
        test.end(arrival, records);
        assertThat(test.deepAudit().faults()).isEmpty();
    }

    @Test
    void aHundredThousandDeadLettersAreSummedUpListedAndTakenQuickly() {
        long arrival = ManyLetters.settle(ledger, "many.csv", 100_000);

        try (LedgerQueries other = LedgerQueries.of(test.file())) {
            long began = System.nanoTime();
            List<LetterQueries.Count> summary = new LetterQueries(other).summary();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(summary)
                    .extracting(LetterQueries.Count::code, LetterQueries.Count::letters)
                    .containsExactly(
                            tuple("7306", 25_000L),
                            tuple("7308", 25_000L),
                            tuple("attribute-type", 25_000L),
                            tuple("retry-exhausted", 25_000L));
            assertThat(took).isLessThan(Duration.ofSeconds(1));

            began = System.nanoTime();
            assertThat(new LetterQueries(other).list(code("7308"), State.DEAD, 0, 50))
                    .hasSize(50);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        }
        long began = System.nanoTime();
        assertThat(ledger.desk()
                        .beginReplay(LetterFilter.ALL, FEEDS, false, ANNA)
                        .letters())
                .isEqualTo(100_000);
        // nothing else is written meanwhile
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(ledger.desk().stopReplay(1, ANNA)).isEqualTo(100_000);
        balanced(arrival, 100_000);
    }

    @Test
    void tenCallsAtOnceBeginOneReplayAndTheOthersSayWhichOneHasTheLetters() throws Exception {
        ManyLetters.settle(ledger, "a.csv", 400);
        List<Callable<ReplayClaim>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(() -> ledger.desk().beginReplay(code("7308"), FEEDS, false, ANNA));
        }
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<ReplayClaim> claims = new ArrayList<>();
        for (Future<ReplayClaim> claim : threads.invokeAll(calls)) {
            claims.add(claim.get());
        }
        threads.shutdown();

        assertThat(claims).filteredOn(claim -> claim.run() > 0).containsExactly(new ReplayClaim(1, 100, Map.of()));
        assertThat(claims)
                .filteredOn(claim -> claim.run() == 0)
                .hasSize(9)
                .allMatch(claim -> claim.equals(new ReplayClaim(0, 0, Map.of(1L, 100L))));
        assertThat(DeskAction.Done.newest(ledger.queries(), 20))
                .extracting(DeskAction.Done::result)
                .containsOnlyOnce("replay 1 took 100 dead letters")
                .hasSize(10);
        assertThat(letters.count(LetterFilter.ALL, State.DEAD)).isEqualTo(300);
    }

    @Test
    void whatIsNotSentWhenAReplayStopsIsDeadAsBefore() {
        long arrival = ManyLetters.settle(ledger, "a.csv", 40);
        LedgerDesk desk = ledger.desk();
        desk.beginReplay(code("7308"), FEEDS, false, ANNA);
        List<KeptRow> taken = desk.takeReplayed(List.of("bookings"), 3);
        assertThat(taken).hasSize(3).allMatch(row -> row.replay() == 1 && row.state() == State.REPLAYING);
        test.settle(taken.get(0).id(), 1, State.REPLAYING, State.ACCEPTED);
        test.settle(taken.get(1).id(), 1, State.REPLAYING, State.RETRY);

        assertThat(desk.stopReplay(1, ANNA)).isEqualTo(7);
        assertThat(DeskAction.Done.newest(ledger.queries(), 1))
                .extracting(DeskAction.Done::result)
                .containsExactly("at least 7 dead letters of replay 1 were not sent");
        desk.giveBack(taken.get(2));
        test.settle(taken.get(1).id(), 1, State.RETRY, State.ACCEPTED);
        ledger.flush();

        ReplayRun run = ReplayRun.find(ledger.queries(), 1).orElseThrow();
        assertThat(run.state()).isEqualTo("stopped");
        assertThat(run.outcomes()).isEqualTo(Map.of(State.ACCEPTED, 2L));
        assertThat(run.unsent()).isEqualTo(8);
        assertThat(desk.stopReplay(1, ANNA)).isEqualTo(-1);
        assertThat(letters.count(code("7308"), State.DEAD)).isEqualTo(8);
        balanced(arrival, 40);
    }

    @Test
    void aReplayGoesOnAfterAKillAndWhatWasOnItsWayIsAPossibleDuplicate() {
        ManyLetters.settle(ledger, "a.csv", 8);
        ledger.desk().beginReplay(LetterFilter.ALL, FEEDS, false, ANNA);
        RecordId sent =
                ledger.desk().takeReplayed(List.of("bookings"), 1).get(0).id();

        test.restart();
        ledger = test.ledger();

        assertThat(ReplayRun.running(ledger.queries())).hasSize(1);
        assertThat(ledger.desk().takeReplayed(List.of("bookings"), 100)).hasSize(8);
        List<RecordId> doubtful = new ArrayList<>();
        ledger.queries().eachPossibleDuplicate(event -> doubtful.add(event.id()));
        assertThat(doubtful).containsExactly(sent);
        assertThat(ledger.desk().endReplays()).isEqualTo(1);
    }

    @Test
    void aLetterThatBecomesSeveralEventsIsFollowedByTheOthers() {
        long arrival = ManyLetters.settle(ledger, "a.csv", 4);
        LedgerDesk desk = ledger.desk();
        desk.beginReplay(code("7308"), FEEDS, false, ANNA);
        KeptRow row = desk.takeReplayed(List.of("bookings"), 1).get(0);

        desk.split(row, 3);
        test.settle(row.id(), 3, State.REPLAYING, State.ACCEPTED);
        List<KeptRow> others = desk.takeReplayed(List.of("bookings"), 10);
        assertThat(others).extracting(other -> other.id().sub()).containsExactly(1, 2);
        assertThat(others).allMatch(other -> other.subs() == 3 && Arrays.equals(other.raw(), row.raw()));
        others.forEach(other -> test.settle(other.id(), 3, State.REPLAYING, State.DUPLICATE));
        ledger.flush();

        assertThat(desk.endReplays()).isZero();
        assertThat(ReplayRun.find(ledger.queries(), 1).orElseThrow().outcomes())
                .isEqualTo(Map.of(State.ACCEPTED, 1L, State.DUPLICATE, 2L));
        balanced(arrival, 4);
    }

    @Test
    void aRowThatMendsALetterClosesItThoughItWaitsInAReplay() {
        long arrival = ManyLetters.settle(ledger, "a.csv", 4);
        LedgerDesk desk = ledger.desk();
        desk.beginReplay(LetterFilter.ALL, FEEDS, false, ANNA);
        List<KeptRow> waiting = new ArrayList<>();
        letters.each(LetterFilter.ALL, State.REPLAYING, waiting::add);
        RecordId mended = new RecordId(test.arrival("mended.csv"), 1, 0);
        byte[] key = TestLedger.key(mended);
        ledger.settle(
                new Settlement(
                        mended,
                        1,
                        null,
                        State.ACCEPTED,
                        "",
                        1,
                        "r",
                        key,
                        true,
                        key,
                        null,
                        null,
                        null,
                        waiting.get(0).letter()),
                () -> {});
        test.end(mended.arrival(), 1);

        List<KeptRow> taken = desk.takeReplayed(List.of("bookings"), 10);
        assertThat(taken).hasSize(3);
        taken.forEach(row -> test.settle(row.id(), 1, State.REPLAYING, State.ACCEPTED));
        ledger.flush();

        assertThat(desk.endReplays()).isZero();
        assertThat(ReplayRun.find(ledger.queries(), 1).orElseThrow().unsent()).isOne();
        assertThat(letters.count(LetterFilter.ALL, State.SUPERSEDED)).isOne();
        balanced(arrival, 4);
    }

    @Test
    void whatIsDiscardedStaysCountedAndNobodyNeedsItAnyMore() {
        long arrival = ManyLetters.settle(ledger, "a.csv", 8);

        assertThat(ledger.desk().discard(code("7308"), ANNA)).isEqualTo(2);

        Tally tally = ledger.queries().tally(arrival);
        assertThat(tally.of(State.DEAD)).isEqualTo(8);
        assertThat(tally.deadOpen()).isEqualTo(6);
        assertThat(letters.list(LetterFilter.ALL, State.DISCARDED, 0, 10)).hasSize(2);
        assertThat(ledger.desk().beginReplay(code("7308"), FEEDS, false, ANNA).run())
                .isZero();
        balanced(arrival, 8);
    }

    @Test
    void aParkedEventIsTakenOnlyByItsCodeOrItsName() {
        long arrival = test.arrival("a.csv");
        for (int row = 1; row <= 4; row++) {
            test.settle(new RecordId(arrival, row, 0), row == 4 ? State.DEAD : State.AMBIGUOUS);
        }
        ledger.flush();
        LetterId first =
                letters.list(LetterFilter.ALL, State.AMBIGUOUS, 0, 3).get(2).id();
        assertThat(letters.summary())
                .extracting(LetterQueries.Count::code, LetterQueries.Count::letters)
                .contains(tuple("ambiguous", 3L));
        LetterFilter ofFeed = new LetterFilter(List.of(), null, "bookings", null, null, null, null);
        assertThat(letters.count(ofFeed, State.DEAD)).isOne();

        assertThat(ledger.desk().discard(new LetterFilter(List.of(first), null, null, null, null, null, null), ANNA))
                .isOne();
        assertThat(letters.count(code("ambiguous"), State.DEAD)).isEqualTo(2);
        ReplayClaim claim = ledger.desk().beginReplay(code("ambiguous"), FEEDS, true, ANNA);
        assertThat(claim.letters()).isEqualTo(2);
        List<KeptRow> taken = ledger.desk().takeReplayed(List.of("bookings"), 1);
        test.settle(taken.get(0).id(), 1, State.REPLAYING, State.ACCEPTED);
        assertThat(ledger.desk().stopReplay(claim.run(), ANNA)).isOne();
        ledger.flush();

        Tally tally = ledger.queries().tally(arrival);
        assertThat(tally.of(State.AMBIGUOUS)).as("parked as before").isOne();
        assertThat(tally.of(State.ACCEPTED)).isOne();
        assertThat(tally.deadOpen()).isOne();
        assertThat(letters.count(ofFeed, State.DEAD)).isOne();
        assertThat(letters.list(code("ambiguous"), State.DEAD, 0, 10)).hasSize(1);
        balanced(arrival, 4);
    }

    @Test
    void lettersAreChosenByEverythingThatIsNamed() {
        long arrival = ManyLetters.settle(ledger, "a.csv", 8);
        ManyLetters.settle(ledger, "b.csv", 4);
        Instant soon = Instant.now().plusSeconds(60);

        assertThat(letters.count(
                        new LetterFilter(List.of(), "7308", "bookings", "be_reserved", "a.csv", null, soon),
                        State.DEAD))
                .isEqualTo(2);
        assertThat(letters.count(new LetterFilter(List.of(), null, null, null, null, soon, null), State.DEAD))
                .isZero();
        LetterQueries.Line first =
                letters.list(LetterFilter.ALL, State.DEAD, 0, 1).get(0);
        assertThat(first.file()).isEqualTo("b.csv");
        assertThat(letters.list(LetterFilter.ALL, State.DEAD, first.id().id(), 100))
                .hasSize(11)
                .doesNotContain(first);
        LetterId stranger = new LetterId(first.id().id(), "00000000");
        assertThat(letters.count(
                        new LetterFilter(List.of(first.id(), stranger), null, null, null, null, null, null),
                        State.DEAD))
                .isEqualTo(1);
        assertThat(letters.find(stranger)).isEmpty();
        assertThat(letters.find(first.id()))
                .get()
                .extracting(row -> row.id().position())
                .isEqualTo(4L);
        assertThat(new TraceQueries(ledger.queries()).ofLetter(first.id())).hasSize(1);
        assertThat(arrival).isPositive();
    }
}
