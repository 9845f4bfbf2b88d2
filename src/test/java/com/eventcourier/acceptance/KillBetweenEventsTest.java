package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill after the first of three events of one record was accepted: the restart sends what is left of the record. */
class KillBetweenEventsTest {

    @TempDir
    private Path root;

    @Test
    void whatIsLeftOfTheRecordIsSentAndNothingElse() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        addFeed(folder);
        folder.drop("orders", "order.ndjson", "{\"items\":[" + item(1) + "," + item(2) + "," + item(3) + "]}\n");
        try (RecordingTarget target = new RecordingTarget()) {
            target.answer(
                    (post, number) -> number == 1 ? Answer.yes() : Answer.yes().after(60_000));
            try (CourierProcess courier = CourierProcess.run(folder, target)) {
                await("first event on disk, second under way")
                        .atMost(Sizes.PATIENCE)
                        .until(() -> target.count() == 2
                                && CourierProcess.audit(folder).path("accepted").asInt() == 1);
                courier.kill();
            }
            target.answer((post, number) -> Answer.yes());

            CourierProcess.runUntilIdle(folder, target);

            assertThat(target.posts().stream().map(post -> post.body().replaceAll(".*\"(o-\\d)\".*", "$1")))
                    .containsExactly("o-1", "o-2", "o-2", "o-3");
        }
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("read").asInt()).isEqualTo(3);
        assertThat(audit.path("accepted").asInt()).isEqualTo(3);
        assertThat(audit.path("dead_open").asInt()).isZero();
        assertThat(audit.path("possible_duplicates").asInt()).isEqualTo(2);
    }

    private static void addFeed(CourierFolder folder) throws Exception {
        folder.write("config/feeds/orders/feed.yaml", "feed: orders\naccount: main\nevent: be_reserved\n");
        folder.write(
                "config/feeds/orders/be_reserved.jslt",
                "[for (.items) {\"customer_id\": .customer, \"external_event_id\": .id, \"age\": .age,"
                        + " \"hotel_name\": \"Sea View\", \"room_nights\": \"2\"}]\n");
        folder.write("routes/feeds/orders.camel.yaml", """
                - templatedRoute:
                    routeId: orders
                    routeTemplateRef: feed-from-inbox
                    parameters:
                      - {name: feed, value: orders}
                """);
    }

    private static String item(int number) {
        return "{\"customer\":\"919812345678\",\"id\":\"o-" + number + "\",\"age\":1}";
    }
}
