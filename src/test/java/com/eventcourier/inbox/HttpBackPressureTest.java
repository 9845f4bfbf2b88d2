package com.eventcourier.inbox;

import static com.eventcourier.inbox.HttpDoorTest.TOKEN;
import static com.eventcourier.inbox.HttpDoorTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.inbox.Poster.Answer;
import com.eventcourier.ledger.Audit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the target is down events are taken until enough of them wait; from there on their sender keeps them. */
class HttpBackPressureTest {

    private static final int MOST = 30;

    @TempDir
    private Path temp;

    @Test
    void aTargetThatIsDownCostsNothing() {
        CourierFolder folder = new CourierFolder(temp);
        List<String> taken = new ArrayList<>();
        Target target = new Target();
        target.status(503);
        String[] settings = {
            "--courier.http.port=0",
            "--courier.http.feeds.app.token=" + TOKEN,
            "--courier.accounts.main.retry-open-max=" + MOST,
            "--courier.accounts.main.breaker.least-calls=5",
            "--courier.accounts.main.breaker.window=5",
            "--courier.accounts.main.probe-ceiling=1s"
        };

        try (target) {
            try (RunningCourier courier = new RunningCourier(folder, target, settings)) {
                Poster app = new Poster(courier.port(), "Bearer " + TOKEN);
                Answer answer = app.post("app", event("down-0"));
                while (answer.status() == 202) {
                    taken.add(answer.id());
                    assertThat(taken).hasSizeLessThan(2 * MOST);
                    answer = app.post("app", event("down-" + taken.size() + "-"));
                }

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(answer.body().path("detail").asText()).contains("retry-open-max");
                assertThat(taken).hasSizeGreaterThanOrEqualTo(MOST);
                Audit audit = courier.balanced();
                assertThat(audit.read()).isEqualTo(taken.size());
                assertThat(audit.pending() + audit.retry()).isEqualTo(taken.size());
            }
            try (RunningCourier courier = new RunningCourier(folder, target, settings)) {
                Poster app = new Poster(courier.port(), "Bearer " + TOKEN);
                assertThat(app.post("app", event("still-down")).status()).isEqualTo(503);

                target.status(200);

                taken.forEach(id -> app.awaitFate("app", id, "accepted"));
                await("the door is open again")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> app.post("app", event("up-again")).status() == 202);
                await("all of it is accepted")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> courier.audit(false).accepted() == taken.size() + 1);
                assertThat(courier.balanced().dead()).isEmpty();
            }
        }
    }
}
