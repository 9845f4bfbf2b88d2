package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Accounts;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate is now is on disk by itself, and not only when the clock of the notes comes round: a kill may come first. */
class GateOnDiskTest {

    private static final String LINES =
            "event: be_reserved\nformat: {type: csv}\nzone: Asia/Kolkata\n" + "dates: [\"dd/MM/yyyy HH:mm:ss\"]\n";

    @TempDir
    Path temp;

    private static String note(RunningCourier courier) {
        return courier.bean(Ledger.class).queries().notes().get("accounts").value();
    }

    @Test
    void aPauseAndItsEndAreNotedWithoutTheClock() throws Exception {
        CourierFolder folder = new CourierFolder(temp);
        folder.withFeed("bookings", LINES, CourierFolder.shippedMapping());
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target, "--courier.accounts.main.probe-first=2s")) {
            await().until(() -> courier.bean(Ledger.class).queries().notes().containsKey("accounts"));
            courier.bean(CamelContext.class).getRouteController().stopRoute("note-progress");
            assertThat(note(courier)).contains("\"open\"");
            target.status(401);
            folder.drop("bookings", "a.csv", BOOKINGS + row("a1"));

            await("the pause").atMost(Duration.ofSeconds(10)).until(() -> note(courier)
                    .contains("\"paused\""));
            assertThat(note(courier)).contains("http-401");
            target.status(200);
            await("its end").atMost(Duration.ofSeconds(10)).until(() -> note(courier)
                    .contains("\"open\""));
            assertThat(courier.bean(Accounts.class).get("main").gate().isOpen()).isTrue();
        }
    }
}
