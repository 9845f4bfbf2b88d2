package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static com.eventcourier.inbox.CourierFolder.shippedMapping;
import static com.eventcourier.inbox.CourierFolder.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.feed.Arrivals;
import com.eventcourier.feed.FeedSwitches;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed may wait for a setting; until then nothing is asked of it. */
class FeedThatIsOffTest {

    private static final String SETTING = "courier.accounts.main.rate-per-second";

    private static final String LINES =
            "event: be_reserved\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\nonly-with: " + SETTING + "\n";

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path temp;

    @Test
    void aFeedWithoutItsSettingIsOffAndNeedsNoAccount() {
        CourierFolder folder = new CourierFolder(temp).withFeed("later", LINES, shippedMapping());
        Path feed = temp.resolve("config/feeds/later/feed.yaml");
        write(feed, CourierFolder.read(feed).replace("account: main", "account: nowhere"));

        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target)) {
            folder.drop("bookings", "a.csv", BOOKINGS + row("A-1"));
            folder.finished("bookings", "a.csv");

            assertThat(folder.inbox("later")).doesNotExist();
            assertThat(courier.balanced().accepted()).isOne();
        }
    }

    @Test
    void withItsSettingTheFeedIsOn() {
        CourierFolder folder = new CourierFolder(temp).withFeed("later", LINES, shippedMapping());

        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target, "--" + SETTING + "=50")) {
            folder.drop("later", "a.csv", BOOKINGS + row("A-1"));
            folder.finished("later", "a.csv");

            assertThat(courier.balanced().accepted()).isOne();
        }
    }

    @Test
    void aFileThatWasHalfReadWhenItsFeedWentOffComesBackWithAReport() {
        CourierFolder folder = new CourierFolder(temp).withFeed("later", LINES, shippedMapping());
        try (Target target = new Target()) {
            try (RunningCourier courier = new RunningCourier(folder, target, "--" + SETTING + "=1000")) {
                target.shut();
                folder.drop("later", "half.csv", BOOKINGS + rows("half-", 3_000));
                await().atMost(SOON).until(() -> !target.received().isEmpty());
                courier.bean(FeedSwitches.class).stop("later", "anna", "a test");
                target.open();
                await().atMost(SOON).until(() -> courier.bean(Arrivals.class).isIdle());
            }

            try (RunningCourier courier = new RunningCourier(folder, target)) {
                await().atMost(SOON).until(() -> courier.audit(false).openArrivals() == 0);
                JsonNode report = folder.finalReport("later", "half.csv");

                assertThat(folder.rejectedUnsent("later", "half.csv")).exists();
                assertThat(report.path("accepted").asLong()).isPositive().isEqualTo(target.answered());
                assertThat(report.path("fault").asText())
                        .startsWith("The file was taken away before it was read to its end. Feed later is off: "
                                + SETTING + " was not set when the courier started.");
                courier.balanced();
            }
        }
    }
}
