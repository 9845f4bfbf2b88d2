package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.ledger.Audit;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something that stands before the webhook answers one event in its place, always. */
class BlockedEventTest {

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
        courier.close();
        target.close();
    }

    private void start(int inFlight) {
        courier = new RunningCourier(
                folder,
                target,
                "--courier.accounts.main.in-flight=" + inFlight,
                "--courier.accounts.main.probe-first=50ms",
                "--courier.accounts.main.probe-ceiling=200ms");
    }

    @Test
    void anEventThatIsAlwaysRedirectedDoesNotBlockItsFile() {
        start(16);
        target.page("away-50\"", 302);
        folder.drop("bookings", "away.csv", BOOKINGS + rows("away-", 3_000));

        JsonNode report = folder.report("bookings", "away.csv");
        assertThat(report.path("accepted").asLong()).isEqualTo(2_999);
        assertThat(report.path("final").asBoolean()).isFalse();
        folder.drop("bookings", "next.csv", BOOKINGS + row("next-1"));
        assertThat(folder.finished("bookings", "next.csv").path("accepted").asLong())
                .isOne();
        Audit audit = courier.balanced();
        assertThat(audit.deadOpen()).isZero();
        assertThat(audit.accepted()).isEqualTo(3_000);
    }
}
