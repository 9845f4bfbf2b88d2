package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.ledger.Keys.Claim;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept long enough is removed and stays counted; what a person or the courier still needs stays. */
class RetentionTest {

    private static final Retention AGES =
            new Retention(Duration.ofDays(400), Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(90));

    @TempDir
    private Path folder;

    private TestLedger test;
    private long arrival;

    @BeforeEach
    void open() {
        test = new TestLedger(folder.resolve("ledger.db"));
        arrival = test.arrival("file.csv");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private RecordId row(long position) {
        return new RecordId(arrival, position, 0);
    }

    private long purge(int days) {
        return new Purge(test.ledger(), AGES, after(days)).purge();
    }

    /** Until nothing is to be looked at. */
    private long purgeAll(int days) {
        Purge purge = new Purge(test.ledger(), AGES, after(days));
        long removed = 0;
        do {
            removed += purge.purge();
        } while (!test.ledger()
                .queries()
                .arrivalsToPurge(AGES, after(days).instant(), 1)
                .isEmpty());
        return removed;
    }

    private static Clock after(int days) {
        return Clock.fixed(Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC);
    }

    private long rows(String table) {
        return test.ledger().queries().one("select count(*) from " + table);
    }

    private Audit balanced() {
        Audit audit = test.deepAudit();
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.balanced()).isTrue();
        return audit;
    }

    @Test
    void eachOutcomeIsRemovedAtItsAgeAndStaysCounted() {
        test.settle(row(1), State.ACCEPTED);
        test.settle(row(2), State.DUPLICATE);
        test.settle(row(3), State.FILTERED);
        test.settle(row(4), 1, null, State.DEAD, TestLedger.key(row(5)));
        test.settle(row(5), State.ACCEPTED);
        test.end(arrival, 5);
        assertThat(test.ledger().queries().total().closed()).isOne();

        assertThat(purge(29)).isZero();
        assertThat(purge(31)).isEqualTo(2);
        assertThat(purge(89)).isZero();
        assertThat(rows("kept")).isOne();
        assertThat(purge(91)).isOne();
        assertThat(rows("kept")).isZero();
        assertThat(purge(399)).isZero();
        assertThat(balanced().accepted()).isEqualTo(2);
        assertThat(purge(401)).isEqualTo(2);
        assertThat(purge(4000)).isZero();

        Audit audit = balanced();
        assertThat(audit.read()).isEqualTo(5);
        assertThat(audit.purged()).isEqualTo(5);
        assertThat(audit.accepted() + audit.duplicate() + audit.filtered()).isZero();
        assertThat(audit.dead()).isEmpty();
        assertThat(audit.deadOpen()).isZero();
        assertThat(rows("record")).isZero();
    }

    @Test
    void whatWasTriedBeforeItWasAcceptedIsKeptAsLongAsTheEvent() {
        byte[] key = TestLedger.key(row(1));
        Settlement accepted = new Settlement(
                row(1), 1, null, State.ACCEPTED, "", 2, "r", key, true, key, "http-500", null, "{}\n", null);
        test.ledger().settle(accepted, () -> {});
        test.end(arrival, 1);

        assertThat(purge(399)).isZero();
        assertThat(new TraceQueries(test.ledger().queries()).facts(List.of(row(1))))
                .extracting(Traced::history)
                .containsExactly("{}\n");
        balanced();
        assertThat(purge(401)).isOne();
        assertThat(rows("past_attempts")).isZero();
        assertThat(balanced().purged()).isOne();
    }

    @Test
    void whatIsNotSettledForGoodIsNeverRemoved() {
        test.settle(row(1), State.DEAD);
        test.settle(row(2), State.RETRY);
        test.settle(row(3), State.AMBIGUOUS);
        test.settle(row(4), State.REPLAYING);
        test.end(arrival, 4);

        assertThat(purge(4000)).isZero();
        assertThat(rows("record")).isEqualTo(4);
        assertThat(rows("kept")).isEqualTo(4);
        assertThat(test.claim(TestLedger.key(row(2)))).isEqualTo(Claim.BUSY);

        test.settle(row(2), 1, State.RETRY, State.ACCEPTED);
        test.ledger().flush();
        assertThat(purge(4000 + 31)).isOne();
        balanced();
    }

    @Test
    void anArrivalWhoseFileIsStillThereIsLeftAlone() {
        test.settle(row(1), State.ACCEPTED);
        test.ledger().flush();

        assertThat(purge(4000)).isZero();
        assertThat(rows("record")).isOne();
    }

    @Test
    void aRecordOfSeveralEventsGoesWhenTheLastOfThemMay() {
        test.settle(new RecordId(arrival, 1, 0), 2, null, State.ACCEPTED);
        test.settle(new RecordId(arrival, 1, 1), 2, null, State.FILTERED);
        test.settle(new RecordId(arrival, 2, 0), 2, null, State.ACCEPTED);
        test.settle(new RecordId(arrival, 2, 1), 2, null, State.DEAD);
        test.end(arrival, 2);

        assertThat(purge(31)).isZero();
        assertThat(purge(401)).isEqualTo(2);

        Audit audit = balanced();
        assertThat(audit.read()).isEqualTo(4);
        assertThat(audit.purged()).isEqualTo(2);
        assertThat(audit.accepted()).isOne();
        assertThat(audit.deadOpen()).isOne();
    }

    @Test
    void theKeyOfARemovedEventIsFreeWhereverItWas() {
        int inARun = KeyRuns.RUN;
        int all = inARun + 10;
        for (int i = 1; i <= all; i++) {
            test.settle(row(i), State.ACCEPTED);
            if (i == inARun) {
                test.ledger().flush();
            }
        }
        test.ledger().flush();
        assertThat(rows("key_run")).isOne();
        assertThat(rows("new_key_owner")).isPositive();
        assertThat(test.claim(TestLedger.key(row(1)))).isEqualTo(Claim.DUPLICATE);
        assertThat(test.claim(TestLedger.key(row(all)))).isEqualTo(Claim.DUPLICATE);
        test.end(arrival, all);

        Purge purge = new Purge(test.ledger(), AGES, after(401));
        long removed = 0;
        while (rows("record") > 0) {
            removed += purge.purge();
        }

        assertThat(removed).isEqualTo(all);
        assertThat(rows("key_owner") + rows("new_key_owner") + rows("key_run")).isZero();
        assertThat(balanced().purged()).isEqualTo(all);
        assertThat(test.claim(TestLedger.key(row(1)))).isEqualTo(Claim.FREE);
        assertThat(test.claim(TestLedger.key(row(all)))).isEqualTo(Claim.FREE);
        test.restart();
        assertThat(test.claim(TestLedger.key(row(1)))).isEqualTo(Claim.FREE);
        assertThat(test.claim(TestLedger.key(row(all)))).isEqualTo(Claim.FREE);
    }

    @Test
    void aKeyThatHasANewOwnerByThenStaysWithIt() {
        byte[] key = TestLedger.key(row(1));
        test.settle(row(1), State.RETRY);
        test.settle(row(1), 1, State.RETRY, State.DEAD);
        long later = test.arrival("later.csv");
        test.settle(new RecordId(later, 1, 0), 1, null, State.ACCEPTED, key);
        test.end(arrival, 1);

        assertThat(purge(91)).isOne();

        assertThat(test.claim(key)).isEqualTo(Claim.DUPLICATE);
        test.restart();
        assertThat(test.claim(key)).isEqualTo(Claim.DUPLICATE);
    }

    @Test
    void aStepIsSmallAndOutcomesGoBetweenSteps() {
        for (int i = 1; i <= 1200; i++) {
            test.settle(row(i), State.ACCEPTED);
        }
        test.end(arrival, 1200);
        Instant later = after(401).instant();

        PurgeStep first = step(PurgeStep.first(arrival), later);
        long other = test.arrival("other.csv");
        test.settle(new RecordId(other, 1, 0), State.ACCEPTED);
        test.end(other, 1);
        assertThat(balanced().purged()).isEqualTo(Outdated.ROWS - 1);
        PurgeStep second = step(first, later);
        PurgeStep third = step(second, later);

        assertThat(first.isLast()).isFalse();
        assertThat(first.removed()).isEqualTo(Outdated.ROWS - 1);
        assertThat(third.isLast()).isTrue();
        assertThat(balanced().purged()).isEqualTo(1200);
    }

    private PurgeStep step(PurgeStep from, Instant now) {
        return test.ledger().purge(List.of(from), AGES, now).get(0);
    }

    @Test
    void ofRequestsAndMessagesOnlyTheirCountsAreLeft() {
        int requests = 1_000;
        for (int i = 0; i < requests; i++) {
            long request = test.takeIn("request-" + i, State.PENDING, State.DUPLICATE);
            test.settle(new RecordId(request, 1, 0), 1, State.PENDING, State.ACCEPTED);
        }
        long open = test.takeIn("open", State.PENDING, State.DEAD);
        test.settle(new RecordId(open, 1, 0), 1, State.PENDING, State.ACCEPTED);
        test.settle(row(1), State.ACCEPTED);
        test.end(arrival, 1);
        Audit before = balanced();

        assertThat(purgeAll(31)).isEqualTo(requests);
        assertThat(balanced().arrivals()).isEqualTo(requests + 2);
        assertThat(purgeAll(401)).isEqualTo(requests + 2);

        Audit audit = balanced();
        assertThat(audit.read()).isEqualTo(before.read());
        assertThat(audit.purged()).isEqualTo(2 * requests + 2);
        assertThat(audit.accepted()).isZero();
        assertThat(audit.deadOpen()).isOne();
        assertThat(audit.arrivals())
                .as("the file, the open request, the sum of the others")
                .isEqualTo(3);
        assertThat(rows("tally")).isLessThan(20);
        assertThat(rows("retention")).isEqualTo(3);
    }

    @Test
    void otherAgesAreHeededAtOnce() {
        test.settle(row(1), State.ACCEPTED);
        test.end(arrival, 1);
        assertThat(purge(50)).isZero();

        Retention shorter = new Retention(AGES.duplicate(), AGES.duplicate(), AGES.filtered(), AGES.dead());
        assertThat(new Purge(test.ledger(), shorter, after(50)).purge()).isOne();
    }
}
