package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that takes all memory is a dead letter; the process, the file and the other files live on. */
class MemoryTest {

    private static final int GOOD = 200;
    private static final int LARGE = 120;

    @TempDir
    Path root;

    @Test
    void manyLargeRecordsThatAreRefusedAreNotInMemoryTogether() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        Path large = root.resolve("large");
        try (Writer out = Files.newBufferedWriter(large)) {
            for (int i = 0; i < LARGE; i++) {
                out.write("{\"event_name\":\"be_reserved\",\"customer_id\":\"919812345678\",\"external_event_id\":\"l-"
                        + i
                        + "\",\"age\":" + (i == 0 ? "30" : "\"old\"") + ",\"room_nights\":\"2\",\"hotel_name\":\""
                        + (i == 0 ? "Sea View" : "x".repeat(900_000)) + "\"}\n");
            }
        }
        folder.drop("events", "large.ndjson", large);
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(folder, target)) {
            JsonNode report = folder.awaitFinalReport("events", "large.ndjson");

            assertThat(report.path("dead").toString()).isEqualTo("{\"attribute-type\":" + (LARGE - 1) + "}");
            assertThat(target.count()).isOne();
            assertThat(courier.output() + courier.errors()).doesNotContain("OutOfMemory");
            assertThat(courier.stop()).isZero();
        }
        assertThat(CourierProcess.audit(folder, "--deep").path("balanced").asBoolean())
                .isTrue();
    }

    @Test
    void aMappingThatExhaustsTheMemoryIsItsRecordsFaultAlone() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        folder.write("config/feeds/bookings/feed.yaml", "feed: bookings\naccount: main\nevent: be_reserved\n");
        folder.write("config/feeds/bookings/be_reserved.jslt", """
                def grow(text, n) if ($n > 0) grow($text + $text, $n - 1) else $text
                {"customer_id": "919812345678", "external_event_id": .id, "age": 30, "room_nights": "2",
                 "hotel_name": if (.grown) grow("Sea View", .grown) else "Sea View"}
                """);
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < GOOD; i++) {
            records.append("{\"id\":\"m-").append(i).append("\"}\n");
            if (i % 50 == 20) {
                records.append("{\"id\":\"bad-").append(i).append("\",\"grown\":40}\n");
            }
        }
        folder.drop("bookings", "greedy.ndjson", records.toString());
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(folder, target)) {
            JsonNode report = folder.awaitFinalReport("bookings", "greedy.ndjson");

            assertThat(report.path("dead").toString()).isEqualTo("{\"poison\":4}");
            assertThat(report.path("accepted").asInt()).isEqualTo(GOOD);
            assertThat(target.count()).isEqualTo(GOOD);
            assertThat(courier.stop()).isZero();
        }
        assertThat(CourierProcess.audit(folder, "--deep").path("balanced").asBoolean())
                .isTrue();
    }
}
