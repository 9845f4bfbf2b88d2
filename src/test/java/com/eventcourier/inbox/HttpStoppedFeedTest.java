package com.eventcourier.inbox;

import static com.eventcourier.inbox.HttpDoorTest.TOKEN;
import static com.eventcourier.inbox.HttpDoorTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.inbox.Poster.Answer;
import com.eventcourier.operate.CourierCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who posts for a feed that a person stopped is told so, also after a restart, and can still ask what became of an event. */
class HttpStoppedFeedTest {

    private static final String[] SETTINGS = {"--courier.http.port=0", "--courier.http.feeds.app.token=" + TOKEN};

    @TempDir
    private Path temp;

    @Test
    void aFeedThatIsStoppedSaysSoAndWhenToComeBack() {
        CourierFolder folder = new CourierFolder(temp);
        try (Target target = new Target()) {
            String before;
            try (RunningCourier courier = new RunningCourier(folder, target, SETTINGS)) {
                Poster app = new Poster(courier.port(), "Bearer " + TOKEN);
                before = app.post("app", event("before")).id();
                app.awaitFate("app", before, "accepted");
                desk(folder, "stop");

                isStopped(app.post("app", event("while-stopped")));
                assertThat(app.fate("app", before).status()).isEqualTo(200);
                assertThat(new Poster(courier.port(), null)
                                .post("app", event("stranger"))
                                .status())
                        .isEqualTo(401);
            }
            try (RunningCourier courier = new RunningCourier(folder, target, SETTINGS)) {
                Poster app = new Poster(courier.port(), "Bearer " + TOKEN);
                isStopped(app.post("app", event("while-stopped")));
                assertThat(app.fate("app", before).status()).isEqualTo(200);

                desk(folder, "start");

                app.awaitFate("app", app.post("app", event("after")).id(), "accepted");
                assertThat(target.count("while-stopped")).isZero();
                assertThat(courier.balanced().read()).isEqualTo(2);
            }
        }
    }

    private static void desk(CourierFolder folder, String operation) {
        String data = "--courier.data=" + folder.data();
        assertThat(CourierCommand.execute("feeds", operation, "app", "--why", "wrong events", data))
                .isZero();
    }

    private static void isStopped(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(answer.body().path("detail").asText())
                .isEqualTo("Feed app was stopped by hand. Nothing was stored; send the request again later.");
    }
}
