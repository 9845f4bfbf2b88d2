package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble that no operator looks at: what can be delivered is, nothing is burnt, and the rest is explained. */
class SurvivalTest {

    private static final int ROWS = 30;

    /** One of them is bad by itself. */
    private static final int MANY = 120;

    private static final String ONE_ROW = "\"BK-000000007\"";
    private static final String QUICK_PROBES = "--courier.accounts.main.probe-ceiling=1s";

    @TempDir
    Path root;

    @Test
    void whatFailsAloneIsDeadAfterItsAttemptsAndTheOthersPass() throws Exception {
        CourierFolder folder = withFile("alone.csv", ROWS);
        folder.change("config/outcomes.yaml", "{status: 5xx, ", "{status: 5xx, first: 200ms, attempts: 3, ");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> post.body().contains(ONE_ROW) ? Answer.status(503) : Answer.yes());

            assertThat(CourierProcess.runUntilIdle(folder, target)).isEqualTo(3);

            assertThat(target.posts().stream().filter(post -> post.body().contains(ONE_ROW)))
                    .hasSize(6);
        }
        JsonNode audit = balanced(CourierProcess.audit(folder, "--deep"));
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS - 1);
        assertThat(audit.path("retry").asInt()).isZero();
        assertThat(audit.path("dead").toString()).isEqualTo("{\"retry-exhausted\":1}");
        Path rejected = folder.outbox("bookings").resolve("alone.csv.rejected-2.csv");
        await().atMost(Sizes.PATIENCE).until(() -> Files.exists(rejected) || Files.exists(first(folder)));
        assertThat(Files.readString(Files.exists(rejected) ? rejected : first(folder)))
                .contains("retry-exhausted", "failed alone in 3 attempts", "HTTP 503");
    }

    private static Path first(CourierFolder folder) {
        return folder.outbox("bookings").resolve("alone.csv.rejected.csv");
    }

    @Test
    void anOutageOfOneAccountBurnsNothingAndTheOtherOneDoesNotNotice() throws Exception {
        CourierFolder folder = withFile("down.csv", ROWS);
        folder.change("config/outcomes.yaml", "{status: 5xx, ", "{status: 5xx, first: 200ms, attempts: 2, ");
        folder.change("config/feeds/events/feed.yaml", "account: main", "account: other");
        try (RecordingTarget target = new RecordingTarget();
                RecordingTarget other = new RecordingTarget()) {
            target.answer((post, number) -> Answer.status(500));
            try (CourierProcess courier =
                    CourierProcess.run(folder, target, QUICK_PROBES, "--courier.accounts.other.url=" + other.url())) {
                courier.awaitOutput("Account main is tripped");
                folder.drop("events", "order.json", Files.readString(Path.of("samples/events/be_reserved.json")));
                await("the healthy account").atMost(Sizes.PATIENCE).until(() -> other.count() == 1);
                JsonNode status = CourierFolder.JSON.readTree(CourierProcess.command(folder, "status", "--json"));
                assertThat(status.path("accounts"))
                        .anyMatch(account -> account.path("state").asText().equals("tripped")
                                && account.path("reason").asText().contains("HTTP 500"));
                long posts = target.count();
                target.answer((post, number) -> Answer.yes());

                JsonNode report = folder.awaitFinalReport("bookings", "down.csv");

                assertThat(report.path("accepted").asInt()).isEqualTo(ROWS);
                assertThat(report.path("dead").size()).isZero();
                assertThat(posts).as("POSTs during the outage").isLessThan(200);
                assertThat(courier.stop()).isZero();
            }
        }
        assertThat(balanced(CourierProcess.audit(folder, "--deep"))
                        .path("dead_open")
                        .asInt())
                .isZero();
    }

    @Test
    void aPauseSurvivesARestart() throws Exception {
        CourierFolder folder = withFile("paused.csv", ROWS);
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.status(401));
            String since;
            try (CourierProcess courier = CourierProcess.run(folder, target, QUICK_PROBES)) {
                courier.awaitOutput("Account main is paused since ");
                since = courier.output().replaceAll("(?s).*is paused since (\\S+): .*", "$1");
                await("the note of it").atMost(Sizes.PATIENCE).until(() -> CourierProcess.command(
                                folder, "status", "--json")
                        .contains("\"paused\""));
                await("its file stands still").atMost(Sizes.PATIENCE).until(() -> CourierProcess.command(
                                folder, "status", "--json")
                        .contains("\"percent\":0.0,\"rowsPerSecond\":0.0,\"secondsLeft\":null"));
                courier.kill();
            }
            try (CourierProcess courier = CourierProcess.run(folder, target, QUICK_PROBES)) {
                courier.awaitOutput("Account main is paused since " + since);
                target.answer((post, number) -> Answer.yes());
                assertThat(folder.awaitFinalReport("bookings", "paused.csv")
                                .path("accepted")
                                .asInt())
                        .isEqualTo(ROWS);
            }
        }
        assertThat(balanced(CourierProcess.audit(folder, "--deep"))
                        .path("dead_open")
                        .asInt())
                .isZero();
    }

    @Test
    void newCredentialsInTheSecretsFolderAreUsedWithoutARestart() throws Exception {
        CourierFolder folder = withFile("secret.csv", ROWS);
        folder.write("secrets/courier.accounts.main.auth.type", "basic-token");
        folder.write("secrets/courier.accounts.main.auth.token", "old-token");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) ->
                    post.headers().contains("Authorization: Basic new-token") ? Answer.yes() : Answer.status(401));
            try (CourierProcess courier = CourierProcess.run(
                    folder,
                    target,
                    "--courier.accounts.main.probe-first=1h",
                    "--courier.accounts.main.probe-ceiling=1h")) {
                courier.awaitOutput("Account main is paused");
                folder.write("secrets/courier.accounts.main.auth.token", "new-token\n");

                JsonNode report = folder.awaitFinalReport("bookings", "secret.csv");

                assertThat(report.path("accepted").asInt()).isEqualTo(ROWS);
                assertThat(courier.output())
                        .contains("The credentials of account main were changed and are used from now on.")
                        .doesNotContain("new-token", "old-token");
            }
        }
    }

    @Test
    void anUnansweredEventWaitsForAPersonWhereTheAccountSaysSo() throws Exception {
        CourierFolder folder = withFile("parked.csv", ROWS);
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) ->
                    post.body().contains(ONE_ROW) ? Answer.yes().after(30_000) : Answer.yes());
            assertThat(CourierProcess.runUntilIdle(
                            folder,
                            target,
                            "--courier.accounts.main.response-timeout=700ms",
                            "--courier.accounts.main.ambiguous=park"))
                    .isEqualTo(3);
            assertThat(target.count()).isEqualTo(ROWS);
            JsonNode audit = balanced(CourierProcess.audit(folder, "--deep"));
            assertThat(audit.path("ambiguous").asInt()).isOne();
            assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS - 1);
            assertThat(audit.path("possible_duplicates").asInt()).isOne();
            assertThat(folder.report("bookings", "parked.csv").path("final").asBoolean())
                    .isFalse();

            target.answer((post, number) -> Answer.yes());
            String rows = Files.readString(folder.root().resolve("data/inbox/bookings/.done/parked.csv"));
            folder.write("data/inbox/bookings/again.csv", rows + "\n");
            assertThat(CourierProcess.runUntilIdle(folder, target))
                    .as("it does not wait for a person")
                    .isEqualTo(3);
            try (CourierProcess courier = CourierProcess.run(folder, target).awaitStarted()) {
                assertThat(CourierProcess.command(folder, "dead-letters", "summary"))
                        .contains("ambiguous");
                assertThat(CourierProcess.command(folder, "replay", "run", "--feed", "bookings", "--why", "all of it"))
                        .startsWith("No open dead letter fits");
                assertThat(CourierProcess.command(
                                folder, "replay", "run", "--code", "ambiguous", "--stored", "--why", "it is not there"))
                        .startsWith("Replay 1 sends 1 dead letter.");
                assertThat(folder.awaitFinalReport("bookings", "parked.csv")
                                .path("accepted")
                                .asInt())
                        .isEqualTo(ROWS);
                assertThat(courier.stop()).isZero();
            }
            assertThat(target.count()).isEqualTo(ROWS + 1);
        }
        assertThat(balanced(CourierProcess.audit(folder, "--deep"))
                        .path("ambiguous")
                        .asInt())
                .isZero();
    }

    @Test
    void readingStopsWhileTooManyRetriesWait() throws Exception {
        CourierFolder folder = withFile("many.csv", MANY);
        folder.change("config/outcomes.yaml", "{status: 5xx, ", "{status: 5xx, first: 3s, ");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.status(503));
            try (CourierProcess courier = CourierProcess.run(
                    folder,
                    target,
                    "--courier.accounts.main.retry-open-max=10",
                    "--courier.accounts.main.breaker.window=1000",
                    "--courier.accounts.main.breaker.least-calls=1000")) {
                courier.awaitStarted();
                await("it is full").atMost(Sizes.PATIENCE).until(() -> CourierProcess.command(folder, "status")
                        .contains("retry-open-max"));
                assertThat(CourierProcess.audit(folder).path("retry").asInt()).isBetween(10, MANY / 2);
                target.answer((post, number) -> Answer.yes());

                assertThat(folder.awaitFinalReport("bookings", "many.csv")
                                .path("accepted")
                                .asInt())
                        .isEqualTo(MANY - 1);
            }
        }
    }

    private CourierFolder withFile(String name, int rows) throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        new BookingsFile(rows).write(root.resolve(name));
        folder.drop("bookings", name, root.resolve(name));
        return folder;
    }

    private static JsonNode balanced(JsonNode audit) {
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        return audit;
    }
}
