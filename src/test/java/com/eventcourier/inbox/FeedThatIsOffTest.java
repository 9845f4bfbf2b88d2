package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.shippedMapping;
import static com.eventcourier.inbox.CourierFolder.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed may wait for a setting; until then nothing is asked of it. */
class FeedThatIsOffTest {

    private static final String SETTING = "courier.accounts.main.rate-per-second";

    private static final String LINES =
            "event: be_reserved\ndates: [\"dd/MM/yyyy HH:mm:ss\"]\nonly-with: " + SETTING + "\n";

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
}
