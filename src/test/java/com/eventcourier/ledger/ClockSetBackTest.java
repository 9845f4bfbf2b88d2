package com.eventcourier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock was set back since: to the ledger it is as if everything in it had been written in the future. */
class ClockSetBackTest {

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
    void anEventThatWasDueIsSentAtOnce() throws SQLException {
        test.takeIn("one", State.PENDING, State.PENDING);
        setBack(Duration.ofHours(1));

        assertThat(take()).hasSize(2);
        assertThat(test.deepAudit().faults()).isEmpty();
    }

    @Test
    void soItIsWhenTheCourierWasStoppedMeanwhile() throws SQLException {
        test.takeIn("one", State.PENDING);
        setBack(Duration.ofDays(400));
        test.restart();

        assertThat(test.ledger().queries().dueBefore(Instant.now().plusSeconds(1), List.of("bookings")))
                .isOne();
        assertThat(take()).hasSize(1);
    }

    @Test
    void anEventThatWasToWaitStillDoes() throws SQLException {
        test.takeIn("one", State.PENDING);
        change("update kept set state = 'retry', due_at = due_at + 600000");
        setBack(Duration.ofDays(1));

        assertThat(take()).isEmpty();
        assertThat(take()).isEmpty();
        assertThat(test.ledger().queries().nextDue().orElseThrow())
                .isCloseTo(Instant.now().plusSeconds(600), within(60, ChronoUnit.SECONDS));
    }

    private void setBack(Duration by) throws SQLException {
        long millis = by.toMillis();
        change("update kept set last_at = last_at + " + millis + ", due_at = due_at + " + millis);
        change("update heartbeat set at = at + " + millis);
    }

    private void change(String sql) throws SQLException {
        test.ledger().flush();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + test.file());
                Statement statement = other.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute(sql);
        }
    }

    private List<KeptRow> take() {
        return test.ledger().takeDue("main", List.of("bookings"), Instant.now().plusSeconds(1), 9);
    }
}
