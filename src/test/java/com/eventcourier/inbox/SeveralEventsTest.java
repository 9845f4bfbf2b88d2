package com.eventcourier.inbox;

import static com.eventcourier.inbox.CourierFolder.BOOKINGS;
import static com.eventcourier.inbox.CourierFolder.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that become several events or none, and events that are the same for the target. */
class SeveralEventsTest {

    @TempDir
    static Path temp;

    private static Target target;
    private static CourierFolder folder;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        target = new Target();
        folder = new CourierFolder(temp)
                .withFeed(
                        "orders",
                        "event: be_reserved\n",
                        "[for (.items) {\"customer_id\": .customer, \"external_event_id\": .id, \"age\": .age,"
                                + " \"hotel_name\": \"Sea View\", \"room_nights\": \"2\"}]")
                .withFeed(
                        "filtered",
                        "event: be_reserved\nfilter: .status != \"cancelled\"\n",
                        "{\"customer_id\": .customer, \"external_event_id\": .id, \"age\": .age,"
                                + " \"hotel_name\": \"Sea View\", \"room_nights\": \"2\"}");
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

    @Test
    void oneBadEventOfThreeIsOneDeadLetterAndTheOthersAreSent() {
        folder.drop(
                "orders",
                "order.ndjson",
                "{\"items\":[" + item("o-1", "1") + "," + item("o-2", "\"old\"") + "," + item("o-3", "3") + "]}\n");

        JsonNode report = folder.finished("orders", "order.ndjson");

        assertThat(report.path("records").asLong()).isOne();
        assertThat(report.path("read").asLong()).isEqualTo(3);
        assertThat(report.path("accepted").asLong()).isEqualTo(2);
        assertThat(report.path("dead").toString()).isEqualTo("{\"attribute-type\":1}");
        assertThat(target.count("o-1")).isOne();
        assertThat(target.count("o-2")).isZero();
        assertThat(target.count("o-3")).isOne();
        assertThat(folder.outboxFile("orders", "order.ndjson.rejected.ndjson").lines())
                .hasSize(1);
    }

    @Test
    void aRecordOfSeveralBadEventsComesBackOnceWithTheFaultsOfAll() throws Exception {
        folder.drop(
                "orders",
                "faults.ndjson",
                "{\"items\":[" + item("f-1", "1") + "," + item("f-2", "\"old\"") + ","
                        + item("f-3", "3").replace("\"customer\":\"919812345678\",", "") + "]}\n{\"items\":["
                        + item("f-4", "\"new\"") + "]}\n");
        folder.finished("orders", "faults.ndjson");

        String[] rows =
                folder.outboxFile("orders", "faults.ndjson.rejected.ndjson").split("\n");

        assertThat(rows).hasSize(2);
        JsonNode first = CourierFolder.JSON.readTree(rows[0]);
        assertThat(first.path("courier_code").asText()).isEqualTo("attribute-type");
        assertThat(first.path("courier_reason").asText()).matches("event 2: .*age.*; event 3: .*customer.*");
        assertThat(first.path("courier_row").asText()).isEqualTo("1");
        assertThat(CourierFolder.JSON.readTree(rows[1]).path("courier_reason").asText())
                .doesNotContain("event ")
                .contains("age");
    }

    @Test
    void aFilteredRecordIsCountedAndNotSent() {
        folder.drop(
                "filtered",
                "some.ndjson",
                "{\"status\":\"cancelled\",\"customer\":\"919812345678\",\"id\":\"c-1\",\"age\":1}\n"
                        + "{\"status\":\"booked\",\"customer\":\"919812345678\",\"id\":\"c-2\",\"age\":1}\n");

        JsonNode report = folder.finished("filtered", "some.ndjson");

        assertThat(report.path("filtered").asLong()).isOne();
        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(target.count("c-1")).isZero();
        assertThat(target.count("c-2")).isOne();
    }

    @Test
    void theSameKeyWithAnotherPayloadIsAConflict() {
        folder.drop("bookings", "first.csv", BOOKINGS + row("conflict-1"));
        folder.finished("bookings", "first.csv");
        folder.drop("bookings", "second.csv", BOOKINGS + row("conflict-1").replace("Sea", "Lake"));

        JsonNode report = folder.finished("bookings", "second.csv");

        assertThat(report.path("dead").toString()).isEqualTo("{\"key-conflict\":1}");
        assertThat(report.path("duplicate").asLong()).isZero();
        assertThat(target.count("conflict-1")).isOne();
        assertThat(folder.outboxFile("bookings", "second.csv.rejected.csv")).contains(",2,key-conflict,");
    }

    @Test
    void theSameKeyTwiceInOneFileIsOneAcceptedAndOneDuplicate() {
        target.shut();
        folder.drop("bookings", "twins.csv", BOOKINGS + row("twin-1") + row("twin-1"));
        await().atMost(Duration.ofSeconds(40)).until(() -> courier.audit(false).retry() == 1);
        target.open();

        JsonNode report = folder.finished("bookings", "twins.csv");

        assertThat(report.path("accepted").asLong()).isOne();
        assertThat(report.path("duplicate").asLong()).isOne();
        assertThat(report.path("retry").asLong()).isZero();
        assertThat(target.count("twin-1")).isOne();
    }

    private static String item(String id, String age) {
        return "{\"customer\":\"919812345678\",\"id\":\"" + id + "\",\"age\":" + age + "}";
    }
}
