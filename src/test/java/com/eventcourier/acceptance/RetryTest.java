package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the target does not take now it gets later, and the report says so twice. */
class RetryTest {

    private static final int ROWS = 30;
    private static final int IN_FLIGHT = 16;
    private static final String FIRST_TEN_ROWS = "\"BK-00000000";
    private static final String FIRST_PROBE = "--courier.accounts.main.probe-first=300ms";

    private static final Answer NO = new Answer(200, "{\"status\":{\"code\":7308}}", 0, false);

    private final BookingsFile file = new BookingsFile(ROWS);

    @TempDir
    Path root;

    @Test
    void theReportIsNotFinalWhileTheTargetIsInTroubleAndIsReplacedWhenItTookAll() throws Exception {
        CourierFolder folder = withFile("november.csv");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> post.body().contains(FIRST_TEN_ROWS) ? Answer.status(503) : Answer.yes());
            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                Path report = folder.reportFile("bookings", "november.csv");
                await("first report").atMost(Sizes.PATIENCE).until(() -> Files.exists(report));
                JsonNode first = folder.report("bookings", "november.csv");
                assertThat(first.path("final").asBoolean()).isFalse();
                assertThat(first.path("retry").asInt()).isEqualTo(10);
                assertThat(first.path("accepted").asInt()).isEqualTo(20);
                balanced(CourierProcess.audit(folder));
                target.answer((post, number) -> Answer.yes());

                JsonNode last = folder.awaitFinalReport("bookings", "november.csv");

                assertThat(last.path("retry").asInt()).isZero();
                assertThat(last.path("accepted").asInt()).isEqualTo(ROWS);
                assertThat(last.path("arrival").asInt())
                        .isEqualTo(first.path("arrival").asInt());
                assertThat(courier.stop()).isZero();
            }
        }
        JsonNode audit = balanced(CourierProcess.audit(folder, "--deep"));
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS);
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
    }

    private static void theSandboxSaysWhatWaits(CourierFolder folder) throws Exception {
        folder.withSamples();
        try (CourierProcess sandbox =
                CourierProcess.start(folder, Map.of(), "run", "--courier.sandbox.port=" + CourierFolder.freePort())) {
            sandbox.awaitOutput("data has open work of account main (")
                    .awaitOutput(
                            " 1 events to be sent from the ledger). It waits until the URL of this account is set again:"
                                    + " COURIER_ACCOUNTS_MAIN_URL.");
            assertThat(CourierProcess.command(folder, "status"))
                    .contains("A sandbox runs in data/sandbox; status --courier.data=data/sandbox shows what it does.");
        }
    }

    @Test
    void aRefusedPasswordCostsNothingAndTheAccountGoesOnByItself() throws Exception {
        CourierFolder folder = withFile("november.csv");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> Answer.status(401));
            try (CourierProcess courier = CourierProcess.run(folder, target, FIRST_PROBE)) {
                courier.awaitOutput("Account main is paused");
                await("a try at the shut gate").atMost(Sizes.PATIENCE).until(() -> target.count() > IN_FLIGHT);
                target.answer((post, number) -> Answer.yes());

                JsonNode report = folder.awaitFinalReport("bookings", "november.csv");

                assertThat(report.path("accepted").asInt()).isEqualTo(ROWS);
                assertThat(report.path("dead").size()).isZero();
                assertThat(courier.stop()).isZero();
            }
        }
        JsonNode audit = balanced(CourierProcess.audit(folder, "--deep"));
        assertThat(audit.path("possible_duplicates").asInt()).isZero();
        assertThat(audit.path("dead_open").asInt()).isZero();
    }

    @Test
    void anAnswerThatDoesNotComeIsAPossibleDuplicateAndIsListed() throws Exception {
        CourierFolder folder = withFile("november.csv");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> number == 1 ? Answer.yes().after(30_000) : Answer.yes());
            assertThat(CourierProcess.runUntilIdle(folder, target, "--courier.accounts.main.response-timeout=700ms"))
                    .isZero();
            assertThat(target.count()).isEqualTo(ROWS + 1);
            String first = target.posts().get(0).body();
            assertThat(target.posts())
                    .filteredOn(post -> post.body().equals(first))
                    .hasSize(2);
            int number = Integer.parseInt(CourierFolder.JSON
                    .readTree(first)
                    .path("external_event_id")
                    .asText()
                    .substring(3));
            assertThat(CourierProcess.possibleDuplicates(folder))
                    .containsExactly("bookings november.csv row " + BookingsFile.line(number) + " no-answer");
            String place = CourierProcess.command(folder, "audit", "--duplicates")
                    .replaceAll("(?s).*\\(trace (.*?)\\).*", "$1");
            assertThat(CourierProcess.command(folder, "trace", place)).contains("november.csv", "accepted");
        }
        JsonNode report = folder.report("bookings", "november.csv");
        assertThat(report.path("final").asBoolean()).isTrue();
        assertThat(report.path("possibleDuplicates").asInt()).isEqualTo(1);
        JsonNode audit = balanced(CourierProcess.audit(folder, "--deep", "--duplicates"));
        assertThat(audit.path("accepted").asInt()).isEqualTo(ROWS);
        assertThat(audit.path("possible_duplicates").asInt()).isEqualTo(1);
        assertThat(audit.path("duplicates")).singleElement().satisfies(one -> assertThat(
                        one.path("file").asText() + " " + one.path("cause").asText())
                .isEqualTo("november.csv no-answer"));
    }

    @Test
    void theLastReportNamesTheRejectedFilesOfBothRounds() throws Exception {
        CourierFolder folder = withFile("november.csv");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer((post, number) -> post.body().contains("\"BK-000000002\"")
                    ? NO
                    : post.body().contains("\"BK-000000003\"") ? Answer.status(503) : Answer.yes());
            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                Path report = folder.reportFile("bookings", "november.csv");
                await("first report").atMost(Sizes.PATIENCE).until(() -> Files.exists(report));
                assertThat(folder.report("bookings", "november.csv").path("rejectedFiles"))
                        .extracting(JsonNode::asText)
                        .containsExactly("november.csv.rejected.csv");
                theSandboxSaysWhatWaits(folder);
                target.answer((post, number) -> NO);

                JsonNode last = folder.awaitFinalReport("bookings", "november.csv");

                assertThat(last.path("rejectedFiles"))
                        .extracting(JsonNode::asText)
                        .containsExactly("november.csv.rejected.csv", "november.csv.rejected-2.csv");
                assertThat(last.path("rejectedFile").asText()).isEqualTo("november.csv.rejected-2.csv");
                courier.awaitOutput("refused rows: november.csv.rejected.csv, november.csv.rejected-2.csv");
            }
        }
    }

    private CourierFolder withFile(String name) throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        folder.change("config/outcomes.yaml", "{status: 5xx, ", "{status: 5xx, first: 1s, ");
        folder.change("config/outcomes.yaml", "{failure: no-answer, ", "{failure: no-answer, first: 1s, ");
        file.write(root.resolve(name));
        folder.drop("bookings", name, root.resolve(name));
        return folder;
    }

    private static JsonNode balanced(JsonNode audit) {
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        return audit;
    }
}
