package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static com.eventcourier.inbox.CourierFolder.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be sent are one dead letter each, and the rows around them are delivered. */
class BadRowsTest {

    @TempDir
    static Path temp;

    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        target = new Target();
        folder = new CourierFolder(temp)
                .withFeed("roomy", "event: be_reserved\nmax-record: 8MB\n", CourierFolder.shippedMapping());
        courier = new RunningCourier(folder, target);
    }

    @AfterAll
    static void stop() {
        courier.close();
        target.close();
    }

    @AfterEach
    void balances() {
        courier.balanced();
    }

    private static Map<String, Long> dead(JsonNode report) {
        Map<String, Long> dead = new TreeMap<>();
        report.path("dead")
                .properties()
                .forEach(code -> dead.put(code.getKey(), code.getValue().asLong()));
        return dead;
    }

    @Test
    void anEmptyFileIsDoneWithNothingRead() {
        folder.drop("bookings", "empty.csv", "");

        JsonNode report = folder.finished("bookings", "empty.csv");

        assertThat(report.path("records").asLong()).isZero();
        assertThat(report.path("warnings").toString()).isEqualTo("[\"The file has no records.\"]");
        assertThat(report.has("fault")).isFalse();
    }

    @Test
    void anEmptyJsonFileIsDoneWithNothingRead() {
        for (String name : new String[] {"empty.json", "empty.ndjson", "blank.json"}) {
            folder.drop("events", name, name.startsWith("blank") ? " \n\n" : "");

            JsonNode report = folder.finished("events", name);

            assertThat(report.path("records").asLong()).as(name).isZero();
            assertThat(report.has("fault")).as(name).isFalse();
        }
    }

    @Test
    void aHeaderWithoutRowsIsDoneWithNothingRead() {
        folder.drop("bookings", "header-only.csv", BOOKINGS);

        JsonNode report = folder.finished("bookings", "header-only.csv");

        assertThat(report.path("records").asLong()).isZero();
        assertThat(report.path("warnings").toString()).isEqualTo("[\"The file has no records.\"]");
        assertThat(report.has("fault")).isFalse();
        assertThat(report.has("rejectedFile")).isFalse();
    }

    @Test
    void aColumnThatTheMappingReadsAndTheFileLacksIsNamed() {
        folder.drop(
                "bookings",
                "lacking.csv",
                "booking_ref,mobile,age,hotel,booked_at\nlack-1,919812345678,30,Sea View,01/11/2026 10:00:00\n");

        JsonNode report = folder.finished("bookings", "lacking.csv");

        assertThat(report.path("warnings").toString())
                .isEqualTo("[\"The header lacks columns that the mapping reads: nights.\"]");
        assertThat(report.has("fault")).isFalse();
    }

    @Test
    void aRowOfFiftyMegabytesIsTooLargeAndItsNeighboursAreDelivered() {
        byte[] before = (BOOKINGS + row("huge-before") + "huge,").getBytes(StandardCharsets.UTF_8);
        byte[] after = (",30,Sea View,2,\n" + row("huge-after")).getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[before.length + 50 * 1024 * 1024 + after.length];
        java.util.Arrays.fill(file, (byte) '9');
        System.arraycopy(before, 0, file, 0, before.length);
        System.arraycopy(after, 0, file, file.length - after.length, after.length);
        folder.drop("bookings", "huge.csv", file);

        JsonNode report = folder.finished("bookings", "huge.csv");

        assertThat(report.path("records").asLong()).isEqualTo(3);
        assertThat(report.path("accepted").asLong()).isEqualTo(2);
        assertThat(dead(report)).containsExactlyEntriesOf(Map.of("too-large", 1L));
        assertThat(target.count("huge-before")).isOne();
        assertThat(target.count("huge-after")).isOne();
        String rejected = folder.outboxFile("bookings", "huge.csv.rejected.csv");
        assertThat(rejected.split("\n")[1])
                .startsWith(",,,,,,")
                .contains(",3,too-large,")
                .contains("Only its first 1048576 bytes were kept: take it from the original file, in .done.");
        theCutRowIsNeverSent(rejected);
    }

    private static void theCutRowIsNeverSent(String rejected) {
        for (String feed : new String[] {"bookings", "roomy"}) {
            int before = target.received().size();
            folder.drop(feed, "huge-again.csv", rejected);

            JsonNode report = folder.finished(feed, "huge-again.csv");

            assertThat(dead(report))
                    .containsExactlyEntriesOf(Map.of(feed.equals("roomy") ? "malformed-record" : "too-large", 1L));
            assertThat(target.received()).hasSize(before);
        }
        assertThat(folder.outboxFile("roomy", "huge-again.csv.rejected.csv"))
                .contains("it has courier_raw and no values of its own")
                .contains("huge,99999");
    }

    @Test
    void raggedRowsComeBackWithTheirPositionAndTheirRawText() {
        folder.drop(
                "bookings",
                "ragged.csv",
                BOOKINGS + row("ragged-1") + "ragged-2,919812345678,30\n" + row("ragged-3")
                        + row("ragged-4").strip() + ",one,two\n" + row("ragged-5"));

        JsonNode report = folder.finished("bookings", "ragged.csv");

        assertThat(report.path("accepted").asLong()).isEqualTo(3);
        assertThat(dead(report)).containsExactlyEntriesOf(Map.of("malformed-record", 2L));
        String[] rejected =
                folder.outboxFile("bookings", "ragged.csv.rejected.csv").split("\n");
        assertThat(rejected).hasSize(3);
        assertThat(rejected[0])
                .isEqualTo(BOOKINGS.strip() + ",courier_id,courier_row,courier_code,courier_reason,courier_raw");
        assertThat(rejected[1])
                .startsWith("ragged-2,919812345678,30,,,,")
                .contains(",3,malformed-record,")
                .endsWith("\"ragged-2,919812345678,30\"");
        assertThat(rejected[2])
                .startsWith("ragged-4,919812345678,30,Sea View,2,01/11/2026 10:00:00,")
                .contains(",5,malformed-record,")
                .endsWith("\"" + row("ragged-4").strip() + ",one,two\"");
    }

    @Test
    void aQuoteLeftOpenInTheMiddleIsTheFaultOfItsLineAlone() {
        folder.drop(
                "bookings",
                "open-quote.csv",
                BOOKINGS + row("oq-1") + "oq-2,919812345678,30,\"Sea View,2,\n" + rows("oq-x", 5) + row("oq-3"));

        JsonNode report = folder.finished("bookings", "open-quote.csv");

        assertThat(report.path("accepted").asLong()).isEqualTo(7);
        assertThat(dead(report)).containsExactlyEntriesOf(Map.of("malformed-record", 1L));
        assertThat(folder.outboxFile("bookings", "open-quote.csv.rejected.csv")).contains(",3,malformed-record,");
    }

    @Test
    void aQuoteLeftOpenAtTheEndIsTheFaultOfItsLineAlone() {
        folder.drop("bookings", "end-quote.csv", BOOKINGS + row("eq-1") + "eq-2,919812345678,30,\"Sea View,2,");

        JsonNode report = folder.finished("bookings", "end-quote.csv");

        assertThat(report.path("accepted").asLong()).isEqualTo(1);
        assertThat(dead(report)).containsExactlyEntriesOf(Map.of("malformed-record", 1L));
    }

    @Test
    void nulBytesDoNotTakeOtherRowsWithThem() {
        folder.drop(
                "bookings",
                "nul.csv",
                BOOKINGS + row("nul-1") + row("nul-2").replace("Sea", "S\0a") + "\0\0\0\n" + row("nul-3"));

        JsonNode report = folder.finished("bookings", "nul.csv");

        assertThat(report.path("records").asLong()).isEqualTo(4);
        assertThat(target.count("\"nul-1\"")).isOne();
        assertThat(target.count("\"nul-3\"")).isOne();
        assertThat(dead(report)).containsExactlyEntriesOf(Map.of("malformed-record", 2L));
    }

    /** Bytes of UTF-8 have no half of a pair: all of these would be the same as one with a question mark. */
    @Test
    void eventsWhoseKeysDifferInHalfACharacterOnlyAreDifferentOnes() {
        String events = Stream.of("K\\ud800q", "K\\udbffq", "K?q", "K\\ud800q")
                .map(BadRowsTest::event)
                .collect(Collectors.joining("\n"));
        folder.drop("events", "surrogates.ndjson", events);

        JsonNode report = folder.finished("events", "surrogates.ndjson");

        assertThat(report.path("accepted").asLong()).as(report.toString()).isEqualTo(3);
        assertThat(report.path("duplicate").asLong()).isOne();
    }

    @Test
    void deeplyNestedJsonIsOneDeadLetter() throws Exception {
        String deep = "{\"event_name\":\"be_reserved\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        folder.drop("events", "deep.ndjson", deep + "\n" + event("deep-good"));

        JsonNode report = folder.finished("events", "deep.ndjson");

        assertThat(report.path("records").asLong()).isEqualTo(2);
        assertThat(dead(report)).containsExactlyEntriesOf(Map.of("malformed-record", 1L));
        assertThat(target.count("deep-good")).isOne();
        assertThat(Files.exists(folder.outbox("events").resolve("deep.ndjson.rejected.ndjson")))
                .isTrue();
    }

    @Test
    void aNumberBeyondDoubleIsAnAttributeOfTheWrongType() {
        folder.drop(
                "events",
                "beyond.ndjson",
                event("beyond-1").replace("\"age\":30", "\"age\":1e999") + "\n"
                        + event("beyond-2").replace("\"age\":30", "\"age\":" + "9".repeat(1200)) + "\n"
                        + event("beyond-3"));

        JsonNode report = folder.finished("events", "beyond.ndjson");

        assertThat(report.path("records").asLong()).isEqualTo(3);
        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(dead(report).values().stream().mapToLong(n -> n).sum()).isEqualTo(2);
        assertThat(dead(report).keySet()).isSubsetOf("attribute-type", "malformed-record");
    }

    @Test
    void csvIntoTheEventsFeedIsCoercedAndJsonIsNot() {
        folder.drop(
                "events",
                "coerced.csv",
                "event_name,customer_id,external_event_id,age,hotel_name,room_nights\n"
                        + "be_reserved,919812345678,coerced-1,30.5,Sea View,2\n");
        folder.drop(
                "events",
                "not-coerced.ndjson",
                event("not-coerced-1").replace("\"age\":30", "\"age\":\"30.5\"") + "\n");

        assertThat(folder.finished("events", "coerced.csv").path("accepted").asLong())
                .isOne();
        assertThat(dead(folder.finished("events", "not-coerced.ndjson")))
                .containsExactlyEntriesOf(Map.of("attribute-type", 1L));
        assertThat(target.received().stream()
                        .filter(body -> body.contains("coerced-1"))
                        .toList())
                .singleElement()
                .asString()
                .contains("\"age\":30.5")
                .contains("\"room_nights\":\"2\"");
    }

    @Test
    void aFirstLineThatIsBrokenOffTakesNoOtherLineWithIt() {
        for (String cut : List.of("{\"event_name\":\"be_reserved\",", "{\"event_name\":", "{\"items\":[")) {
            String name = "cut-" + cut.length();
            folder.drop("events", name + ".json", cut + "\n" + event(name + "-1") + "\n" + event(name + "-2") + "\n");

            JsonNode report = folder.finished("events", name + ".json");

            assertThat(report.path("accepted").asLong()).as(cut).isEqualTo(2);
            assertThat(dead(report)).as(cut).containsExactlyEntriesOf(Map.of("malformed-record", 1L));
        }
    }

    static String event(String reference) {
        return "{\"event_name\":\"be_reserved\",\"customer_id\":\"919812345678\",\"external_event_id\":\"" + reference
                + "\",\"age\":30,\"hotel_name\":\"Sea View\",\"room_nights\":\"2\"}";
    }
}
