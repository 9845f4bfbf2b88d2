package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Audit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that an operator adds behind an outcome fails each time: the outcome stands, and nothing is sent again. */
class OwnStepTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path temp;

    @Test
    void anEventHasOneOutcomeWhateverFailsAfterIt() throws Exception {
        CourierFolder folder = new CourierFolder(temp);
        Path accepted = temp.resolve("routes/outcomes/accepted.camel.yaml");
        Files.writeString(accepted, Files.readString(accepted).stripTrailing() + """

                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: the step of an operator
                """);
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(
                        folder,
                        target,
                        "--courier.http.port=0",
                        "--courier.http.feeds.app.token=" + HttpDoorTest.TOKEN)) {
            folder.drop("bookings", "some.csv", BOOKINGS + rows("own-", 50));
            new Poster(courier.port(), "Bearer " + HttpDoorTest.TOKEN).post("app", HttpDoorTest.event("posted"));

            assertThat(folder.finished("bookings", "some.csv").path("accepted").asLong())
                    .isEqualTo(50);
            await("all of it").atMost(SOON).until(() -> courier.audit(false).accepted() == 51);
            Audit audit = courier.balanced();
            assertThat(audit.retry() + audit.pending()).isZero();
            assertThat(target.received()).hasSize(51);
        }
    }
}
