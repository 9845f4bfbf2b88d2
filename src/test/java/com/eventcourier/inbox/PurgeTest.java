package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DataFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The courier removes outcomes at their age, and what it removed is new when it comes again. */
class PurgeTest {

    private static final String FILE = BOOKINGS + row("old-1") + "bad\n" + row("old-2");

    @TempDir
    Path temp;

    private Target target;
    private CourierFolder folder;
    private RunningCourier courier;

    @BeforeEach
    void prepare() {
        target = new Target();
        folder = new CourierFolder(temp);
    }

    @AfterEach
    void stop() {
        if (courier != null) {
            courier.close();
        }
        target.close();
    }

    /** As if everything had happened so many days earlier. */
    private void age(int days) throws SQLException {
        long millis = Duration.ofDays(days).toMillis();
        try (Connection ledger =
                        DriverManager.getConnection("jdbc:sqlite:" + new DataFolder(folder.data()).ledgerFile());
                Statement statement = ledger.createStatement()) {
            statement.execute("update record set at = at - " + millis);
            statement.execute("update retention set look_at = look_at - " + millis);
            statement.execute("update arrival set moved_at = moved_at - " + millis);
        }
    }

    @Test
    void anAcceptedEventIsNewAgainWhenItsAgeIsOver() throws SQLException {
        courier = new RunningCourier(folder, target);
        folder.drop("bookings", "first.csv", FILE);
        folder.finished("bookings", "first.csv");
        courier.close();
        age(398);
        courier = new RunningCourier(folder, target);
        folder.drop("bookings", "second.csv", FILE + row("new-1"));
        assertThat(folder.finished("bookings", "second.csv").path("duplicate").asLong())
                .isEqualTo(2);
        assertThat(courier.balanced().purged()).isZero();
        courier.close();
        age(3);

        courier = new RunningCourier(folder, target);
        await().atMost(Duration.ofSeconds(30)).until(() -> courier.audit(false).purged() == 2);
        Audit audit = courier.balanced();
        assertThat(audit.read()).isEqualTo(7);
        assertThat(audit.accepted()).isOne();
        assertThat(audit.deadOpen()).as("open dead letters stay").isEqualTo(2);
        folder.drop("bookings", "third.csv", FILE + row("new-1") + row("new-2"));

        assertThat(folder.finished("bookings", "third.csv").path("accepted").asLong())
                .isEqualTo(3);
        assertThat(target.count("old-1")).isEqualTo(2);
        assertThat(target.count("new-1")).isOne();
        courier.balanced();
    }
}
