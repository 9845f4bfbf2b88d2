package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.feed.Replaying;
import com.eventcourier.ledger.DeskAction;
import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterFilter;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.ReplayClaim;
import com.eventcourier.ledger.ReplayRun;
import com.eventcourier.ledger.State;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are sent again through the way of every event: mapping, key, target, ledger, report. */
class ReplayTest {

    private static final DeskAction ANNA = new DeskAction("anna", "replay run", "all", "mended");

    private static final String LINES =
            "event: be_reserved\nformat: {type: csv}\nzone: Asia/Kolkata\n" + "dates: [\"dd/MM/yyyy HH:mm:ss\"]\n";

    @TempDir
    Path temp;

    /** A mapping that makes a second event of what this one makes. */
    private static String twice(String one) {
        return "let first = " + one.strip() + "\n[$first, {\"external_event_id\": .booking_ref + \"-2\"} + $first]";
    }

    private static LetterFilter code(String code) {
        return new LetterFilter(List.of(), code, null, null, null, null, null);
    }

    private static ReplayRun replay(RunningCourier courier, LetterFilter which, boolean stored) {
        Ledger ledger = courier.bean(Ledger.class);
        ReplayClaim claim = ledger.desk().beginReplay(which, Map.of("bookings", "main", "both", "main"), stored, ANNA);
        assertThat(claim.run()).isPositive();
        courier.bean(Replaying.class).changed();
        await("end of the replay")
                .atMost(Duration.ofSeconds(20))
                .until(() -> run(courier, claim.run()).state().equals(ReplayRun.DONE));
        return run(courier, claim.run());
    }

    private static ReplayRun run(RunningCourier courier, long id) {
        return ReplayRun.find(courier.bean(Ledger.class).queries(), id).orElseThrow();
    }

    private static List<KeptRow> letters(RunningCourier courier, State state) {
        List<KeptRow> letters = new ArrayList<>();
        new LetterQueries(courier.bean(Ledger.class).queries()).each(LetterFilter.ALL, state, letters::add);
        return letters;
    }

    @Test
    void whatDiedOfTheMappingGoesThroughTheMendedOneAndTheReportIsReplaced() {
        CourierFolder folder = new CourierFolder(temp);
        String mended = CourierFolder.shippedMapping();
        folder.withFeed("bookings", LINES, mended.replace(".nights", ".wrong"));
        try (Target target = new Target()) {
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                folder.drop("bookings", "a.csv", BOOKINGS + rows("a", 3) + "short,row\n");
                JsonNode report = folder.finished("bookings", "a.csv");
                assertThat(report.path("dead").toString())
                        .isEqualTo("{\"attribute-missing\":3,\"malformed-record\":1}");
                assertThat(target.received()).isEmpty();
            }
            folder.withFeed("bookings", LINES, mended);
            CourierFolder.delete(folder.done("bookings", "a.csv"));
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                ReplayRun run = replay(courier, LetterFilter.ALL, false);

                assertThat(run.outcomes()).isEqualTo(Map.of(State.ACCEPTED, 3L, State.DEAD, 1L));
                assertThat(target.received()).hasSize(3).allMatch(body -> body.contains("\"room_nights\":\"2\""));
                assertThat(letters(courier, State.DEAD)).singleElement().satisfies(letter -> {
                    assertThat(letter.code()).isEqualTo("malformed-record");
                    assertThat(letter.id().position()).isEqualTo(5);
                });
                await().until(() ->
                        folder.report("bookings", "a.csv").path("accepted").asLong() == 3);
                JsonNode report = folder.report("bookings", "a.csv");
                assertThat(report.path("final").asBoolean()).isTrue();
                assertThat(report.path("dead").toString()).isEqualTo("{\"malformed-record\":1}");
                courier.balanced();
            }
        }
    }

    @Test
    void theRulesOfKeysHoldAndARecordMayBecomeSeveralEvents() {
        CourierFolder folder = new CourierFolder(temp);
        String one = CourierFolder.shippedMapping();
        folder.withFeed("bookings", LINES, one);
        folder.withFeed("both", LINES, "error(\"not yet\")");
        try (Target target = new Target()) {
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                target.code(7308);
                folder.drop("bookings", "a.csv", BOOKINGS + row("a1") + row("a2"));
                folder.drop("both", "b.csv", BOOKINGS + row("b1"));
                folder.finished("bookings", "a.csv");
                folder.finished("both", "b.csv");
                assertThat(letters(courier, State.DEAD)).hasSize(3);
                target.code(1100);
                // the same event in another file takes the letter's place
                folder.drop("bookings", "again.csv", BOOKINGS + row("a1"));
                folder.finished("bookings", "again.csv");
                assertThat(letters(courier, State.SUPERSEDED)).hasSize(1);
                assertThat(letters(courier, State.DEAD)).hasSize(2);
            }
            folder.withFeed("both", LINES, twice(one));
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                int before = target.received().size();
                ReplayRun run = replay(courier, LetterFilter.ALL, false);

                assertThat(run.letters()).isEqualTo(3);
                assertThat(run.outcomes()).isEqualTo(Map.of(State.ACCEPTED, 3L));
                assertThat(target.received()).hasSize(before + 3);
                assertThat(target.count("\"a1\"")).isEqualTo(2);
                assertThat(target.count("\"b1-2\"")).isOne();
                assertThat(courier.balanced().read()).isEqualTo(5);
            }
        }
    }

    @Test
    void aLetterOfSeveralEventsThatFailsInTheMappingIsStillOneOfThem() {
        CourierFolder folder = new CourierFolder(temp);
        String one = CourierFolder.shippedMapping();
        folder.withFeed("bookings", LINES, one);
        folder.withFeed("both", LINES, twice(one));
        try (Target target = new Target()) {
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                target.code(7308);
                folder.drop("both", "b.csv", BOOKINGS + row("b1"));
                folder.finished("both", "b.csv");
                target.code(1100);
            }
            for (String wrong : List.of("error(\"broken\")", one, "[]")) {
                folder.withFeed("both", LINES, wrong);
                try (RunningCourier courier = new RunningCourier(folder, target)) {
                    assertThat(replay(courier, LetterFilter.ALL, false).outcomes())
                            .as(wrong)
                            .isEqualTo(Map.of(State.DEAD, 2L));
                    courier.balanced();
                }
            }
            folder.withFeed("both", LINES, twice(one));
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                assertThat(replay(courier, LetterFilter.ALL, false).outcomes()).isEqualTo(Map.of(State.ACCEPTED, 2L));
                assertThat(courier.balanced().read()).isEqualTo(2);
            }
        }
    }

    @Test
    void theStoredPayloadIsSentWhereTheMappingIsAnotherOne() {
        CourierFolder folder = new CourierFolder(temp);
        String mapping = CourierFolder.shippedMapping();
        folder.withFeed("bookings", LINES, mapping);
        try (Target target = new Target()) {
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                target.code(7311);
                folder.drop("bookings", "a.csv", BOOKINGS + row("a1") + "short,row\n");
                folder.finished("bookings", "a.csv");
                assertThat(letters(courier, State.DEAD)).hasSize(2);
                target.code(1100);
            }
            folder.withFeed("bookings", LINES, mapping.replace(".hotel", "\"Elsewhere\""));
            try (RunningCourier courier = new RunningCourier(folder, target)) {
                ReplayRun run = replay(courier, LetterFilter.ALL, true);

                assertThat(run.outcomes()).isEqualTo(Map.of(State.ACCEPTED, 1L));
                assertThat(target.count("Sea View")).isEqualTo(2);
                assertThat(letters(courier, State.DEAD)).singleElement().satisfies(letter -> assertThat(letter.code())
                        .isEqualTo("malformed-record"));
                courier.balanced();
            }
        }
    }

    @Test
    void aTargetThatIsDownMakesRetriesOfThemAndNothingIsLost() {
        CourierFolder folder = new CourierFolder(temp);
        folder.withFeed("bookings", LINES, CourierFolder.shippedMapping());
        try (Target target = new Target();
                RunningCourier courier = new RunningCourier(folder, target)) {
            target.code(7308);
            folder.drop("bookings", "a.csv", BOOKINGS + rows("a", 40));
            folder.finished("bookings", "a.csv");
            target.code(1100);
            target.status(503);
            Ledger ledger = courier.bean(Ledger.class);
            ReplayClaim claim = ledger.desk().beginReplay(code("7308"), Map.of("bookings", "main"), false, ANNA);
            courier.bean(Replaying.class).changed();
            await("retries")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> run(courier, claim.run()).of(State.RETRY) > 0);
            target.status(200);

            await("all accepted")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> run(courier, claim.run()).of(State.ACCEPTED) == 40);
            assertThat(letters(courier, State.DEAD)).isEmpty();
            assertThat(courier.balanced().accepted()).isEqualTo(40);
        }
    }
}
