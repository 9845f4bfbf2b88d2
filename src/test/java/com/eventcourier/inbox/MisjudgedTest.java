package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DeskAction;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.ReplayRun;
import com.eventcourier.ledger.State;
import com.eventcourier.webhook.Accounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in the webhook's place burn no event, however slowly the events that show it follow each other. */
class MisjudgedTest {

    private static final String LINES =
            "event: be_reserved\nformat: {type: csv}\nzone: Asia/Kolkata\n" + "dates: [\"dd/MM/yyyy HH:mm:ss\"]\n";
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String[] ONE_BY_ONE = {
        "--courier.accounts.main.in-flight=1",
        "--courier.accounts.main.probe-first=500ms",
        "--courier.accounts.main.probe-ceiling=500ms"
    };

    @TempDir
    Path temp;

    private static List<ReplayRun> runs(RunningCourier courier) {
        return ReplayRun.newest(courier.bean(Ledger.class).queries(), 10);
    }

    private static boolean isReplaying(RunningCourier courier) {
        return runs(courier).stream().anyMatch(run -> run.state().equals(ReplayRun.RUNNING));
    }

    private static String state(RunningCourier courier) {
        return courier.bean(Accounts.class).get("main").gate().status().state();
    }

    @Test
    void theFirstOfTheRowAreJudgedAgainAndAllAreAccepted() {
        CourierFolder folder = new CourierFolder(temp);
        folder.withFeed("bookings", LINES, CourierFolder.shippedMapping());
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target, ONE_BY_ONE)) {
            target.page("be_reserved", 200);
            folder.drop("bookings", "a.csv", BOOKINGS + rows("a", 6));
            await("paused").atMost(SOON).until(() -> state(courier).equals("paused"));
            await("the two that were given up are taken back")
                    .atMost(SOON)
                    .until(() -> runs(courier).size() == 1
                            && courier.audit(false).dead().isEmpty());
            target.page("nothing", 200);

            await("all accepted").atMost(SOON).until(() -> courier.audit(false).accepted() == 6);
            assertThat(runs(courier)).singleElement().satisfies(run -> {
                assertThat(run.who()).isEqualTo("courier");
                assertThat(run.letters()).isEqualTo(2);
                assertThat(run.outcomes()).isEqualTo(Map.of(State.ACCEPTED, 2L));
            });
            assertThat(DeskAction.Done.newest(courier.bean(Ledger.class).queries(), 5))
                    .singleElement()
                    .satisfies(done -> assertThat(done.result()).contains("took 2 dead letters"));
            Audit audit = courier.balanced();
            assertThat(audit.dead()).isEmpty();
            assertThat(audit.read()).isEqualTo(6);
            await("the report without them")
                    .until(() ->
                            folder.report("bookings", "a.csv").path("accepted").asInt() == 6);
        }
    }

    @Test
    void eventsThatAloneGetPagesDieAndDoNotGoRoundForEver() {
        CourierFolder folder = new CourierFolder(temp);
        folder.withFeed("bookings", LINES, CourierFolder.shippedMapping());
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target, ONE_BY_ONE)) {
            target.page("\"bad-", 200);
            folder.drop("bookings", "a.csv", BOOKINGS + rows("bad-", 3) + row("good"));

            int good = 1;
            while (courier.audit(false).deadOpen() < 3 || isReplaying(courier)) {
                int accepted = good;
                await("what is good")
                        .atMost(SOON)
                        .until(() -> courier.audit(false).accepted() == accepted);
                folder.drop("bookings", "good-" + good + ".csv", BOOKINGS + row("good-" + good));
                good++;
                assertThat(good).as("events that show the others to be bad").isLessThan(40);
            }

            assertThat(runs(courier)).isNotEmpty().hasSizeLessThanOrEqualTo(2).allMatch(run -> run.letters() <= 2);
            int all = good + 3;
            await("all read").atMost(SOON).until(() -> courier.audit(false).read() == all);
            Audit audit = courier.balanced();
            assertThat(audit.accepted()).isEqualTo(good);
            assertThat(audit.deadOpen()).isEqualTo(3);
        }
    }
}
