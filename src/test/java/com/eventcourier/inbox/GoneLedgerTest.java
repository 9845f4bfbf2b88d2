package com.eventcourier.inbox;

import static com.eventcourier.inbox.HttpDoorTest.TOKEN;
import static com.eventcourier.inbox.HttpDoorTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is moved away under the courier takes nothing in, for what is written to it nobody would find again. */
class GoneLedgerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path temp;

    @Test
    void nothingIsConfirmedThatTheNextStartWouldNotFind() throws IOException {
        CourierFolder folder = new CourierFolder(temp);
        Path data = folder.data();
        Path away = data.resolveSibling("away");
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(
                        folder, target, "--courier.http.port=0", "--courier.http.feeds.app.token=" + TOKEN)) {
            Poster app = new Poster(courier.port(), "Bearer " + TOKEN);
            assertThat(app.post("app", event("gone-before")).status()).isEqualTo(202);

            Files.move(data, away);
            await("it is known")
                    .atMost(SOON)
                    .until(() -> courier.bean(Ledger.class).fault() != null);
            Poster.Answer refused = app.post("app", event("gone-while"));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("detail").asText()).contains("Nothing was stored");

            Files.move(away, data);
            await("it goes on")
                    .atMost(SOON)
                    .until(() -> app.post("app", event("gone-back")).status() == 202);
            await("all is sent")
                    .atMost(SOON)
                    .until(() -> target.count("gone-before") == 1 && target.count("gone-back") == 1);
            courier.balanced();
        }
    }
}
