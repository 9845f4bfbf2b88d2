package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came in otherwise than as a file is in the ledger with its payload, and is sent from there. */
class IntakeTest {

    private static final List<String> FEEDS = List.of("bookings");

    @TempDir
    private Path temp;

    private TestLedger test;

    @BeforeEach
    void open() {
        test = new TestLedger(temp.resolve("ledger.db"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anArrivalAndItsEventsAreThereAtOnceAndBalance() {
        long arrival = takeIn("one", State.PENDING, State.PENDING, State.DEAD);

        Audit audit = test.deepAudit();
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.read()).isEqualTo(3);
        assertThat(audit.pending()).isEqualTo(2);
        assertThat(audit.openArrivals()).isZero();
        assertThat(audit.dead()).containsEntry("7308", 1L);
        assertThat(test.ledger().queries().arrival(arrival).orElseThrow().kind())
                .isEqualTo(ArrivalRow.REQUEST);
    }

    @Test
    void theSameIdMayComeInAgain() {
        assertThat(takeIn("one", State.PENDING)).isNotEqualTo(takeIn("one", State.PENDING));
    }

    @Test
    void pendingEventsAreTakenAndSettledLikeRetries() {
        long arrival = takeIn("one", State.PENDING, State.PENDING);

        List<KeptRow> taken = take();
        assertThat(taken).extracting(KeptRow::state).containsOnly(State.PENDING);
        assertThat(take()).as("what is being sent is not taken twice").isEmpty();
        test.settle(new RecordId(arrival, 1, 0), 1, State.PENDING, State.ACCEPTED);
        test.settle(new RecordId(arrival, 2, 0), 1, State.PENDING, State.DEAD);

        Audit audit = test.deepAudit();
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.accepted()).isOne();
        assertThat(audit.deadOpen()).isOne();
        assertThat(audit.pending()).isZero();
    }

    @Test
    void aPendingEventOutlivesAStopAndIsNotDoubtful() {
        takeIn("one", State.PENDING);
        test.restart();

        assertThat(take()).hasSize(1);
        assertThat(test.deepAudit().possibleDuplicates()).isZero();
    }

    @Test
    void aPendingEventThatWasBeingSentIsListedAndSentAgain() {
        takeIn("one", State.PENDING, State.PENDING);
        assertThat(test.ledger().takeDue("main", FEEDS, Instant.now(), 1)).hasSize(1);
        test.restart();

        assertThat(take()).hasSize(2);
        Audit audit = test.deepAudit();
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.possibleDuplicates()).isOne();
    }

    @Test
    void aRequestIsNoFile() {
        long file = test.arrival("a.csv");
        takeIn("one", State.PENDING);
        LedgerQueries queries = test.ledger().queries();

        assertThat(queries.latestFiles(9)).extracting(ArrivalRow::id).containsExactly(file);
        assertThat(queries.openFiles()).extracting(ArrivalRow::id).containsExactly(file);
        assertThat(queries.settledSinceReport()).isEmpty();
    }

    @Test
    void aPendingEventWithoutItsPayloadIsAFault() throws SQLException {
        takeIn("one", State.PENDING);
        test.ledger().flush();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + test.file());
                Statement statement = other.createStatement()) {
            statement.execute("delete from kept");
        }

        assertThat(test.deepAudit().faults()).containsExactly("Arrival 1 row 1 is pending but its payload is not kept");
    }

    @Test
    void countersThatDoNotFitTheRowsAreAFaultOfTheirArrival() throws SQLException {
        takeIn("one", State.PENDING);
        long other = takeIn("other", State.PENDING, State.DEAD);
        test.ledger().flush();
        try (Connection another = DriverManager.getConnection("jdbc:sqlite:" + test.file());
                Statement statement = another.createStatement()) {
            statement.execute("update tally set code = '7306' where arrival = " + other + " and state = 'dead'");
        }

        assertThat(test.deepAudit().faults()).singleElement().satisfies(fault -> assertThat(fault)
                .contains("Arrival 2 (other of feed bookings)")
                .contains("the counters say")
                .contains("7306=1")
                .contains("7308=1"));
    }

    @Test
    void whatIsOldEnoughIsPurged() {
        long arrival = takeIn("one", State.PENDING, State.PENDING);
        take();
        test.settle(new RecordId(arrival, 1, 0), 1, State.PENDING, State.ACCEPTED);
        test.ledger().flush();

        Duration day = Duration.ofDays(1);
        Retention shortest = new Retention(day, day, day, day);
        PurgeStep step = test.ledger()
                .purge(
                        List.of(PurgeStep.first(arrival)),
                        shortest,
                        Instant.now().plus(day).plusSeconds(9))
                .get(0);

        assertThat(step.removed()).isOne();
        Audit audit = test.deepAudit();
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.purged()).isOne();
        assertThat(audit.pending()).isOne();
        assertThat(test.ledger()
                        .queries()
                        .arrivalsToPurge(shortest, Instant.now().plus(day.multipliedBy(3)), 9))
                .contains(arrival);
    }

    @Test
    void dueEventsAreFoundByTheirIndex() throws SQLException {
        String plan = plan(KeptRow.SELECT + "where k.account = 'main' and k." + Retries.WAITING
                + " and k.due_at <= 1 and k.sending = 0 and k.feed in ('bookings') order by k.due_at limit 9");

        assertThat(plan).contains("kept_due").doesNotContain("TEMP B-TREE");
        assertThat(plan("select count(*) from kept where account = 'main' and " + Retries.WAITING))
                .contains("kept_due");
        assertThat(plan("select count(*) from kept where " + Retries.WAITING + " and state = 'retry' and due_at < 9"))
                .contains("kept_due");
    }

    @Test
    void requestsAreNotLookedAtForFiles() throws SQLException {
        assertThat(plan("select a.id from arrival a where a.kind = 'file' order by a.id desc limit 9"))
                .contains("arrival_file");
        assertThat(plan("select max(opened_at) from arrival where feed = 'x' and kind = 'file'"))
                .contains("arrival_file_opened");
        assertThat(plan("select a.id from arrival a where a.reported_at is not null and a.final = 0"))
                .contains("arrival_to_report");
    }

    private String plan(String query) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + test.file());
                Statement statement = reader.createStatement();
                ResultSet lines = statement.executeQuery("explain query plan " + query)) {
            while (lines.next()) {
                plan.append(lines.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }

    private List<KeptRow> take() {
        return test.ledger().takeDue("main", FEEDS, Instant.now().plusSeconds(1), 9);
    }

    private long takeIn(String id, State... states) {
        return test.takeIn(id, states);
    }
}
