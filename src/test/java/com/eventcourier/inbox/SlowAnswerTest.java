package com.eventcourier.inbox;

import static com.eventcourier.inbox.HttpDoorTest.TOKEN;
import static com.eventcourier.inbox.HttpDoorTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.inbox.Poster.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event of the ledger whose answer does not come keeps one worker busy, and no other event waiting. */
class SlowAnswerTest {

    private static final int OTHERS = 60;

    @TempDir
    private Path temp;

    @Test
    void oneAnswerThatDoesNotComeKeepsNoOtherEventWaiting() {
        CourierFolder folder = new CourierFolder(temp);
        Target target = new Target();
        target.shut();
        String[] settings = {
            "--courier.http.port=0",
            "--courier.http.feeds.app.token=" + TOKEN,
            "--courier.accounts.main.response-timeout=60s",
            "--courier.accounts.main.total-timeout=60s"
        };

        try (target;
                RunningCourier courier = new RunningCourier(folder, target, settings)) {
            Poster app = new Poster(courier.port(), "Bearer " + TOKEN);
            Answer slow = app.post("app", event("slow"));
            await("it is posted").until(() -> target.received().size() == 1);
            target.openForOthers();

            List<String> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(app.post("app", event("other-" + i + "-")).id());
            }

            await("all others, long before the slow one")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> courier.audit(false).accepted() == OTHERS);
            others.forEach(id -> app.awaitFate("app", id, "accepted"));
            assertThat(target.received()).hasSize(OTHERS + 1);
            assertThat(slow.status()).isEqualTo(202);
            assertThat(courier.audit(false).pending()).isOne();
        }
    }
}
