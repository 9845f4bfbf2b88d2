package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event type, a feed and what happens to a code's dead letters are files that a user adds. */
class NewFeedTest {

    @TempDir
    Path root;

    @Test
    void aNewEventTypeANewFeedAndARouteForACodeAreFilesOnly() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        addEventType(folder);
        addFeed(folder);
        addRouteForCode(folder);
        CourierProcess.command(folder, "check");
        folder.drop("spa", "visits.csv", """
                visit;phone;treatment;minutes;day
                V-1;9990000001;Massage;60;03.11.2026
                ;9990000002;Sauna;30;03.11.2026
                V-3;9990000003;Sauna;long;03.11.2026
                V-4;9990000004;Sauna;45;04.11.2026
                """);
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.run(folder, target)) {
            JsonNode report = folder.awaitFinalReport("spa", "visits.csv");

            assertThat(report.path("accepted").asInt()).isEqualTo(2);
            assertThat(report.path("dead").toString()).isEqualTo("{\"7306\":1,\"attribute-type\":1}");
            List<JsonNode> sent =
                    target.posts().stream().map(post -> json(post.body())).toList();
            assertThat(sent)
                    .containsExactlyInAnyOrder(
                            json("{\"event_name\":\"spa_visited\",\"customer_id\":\"9990000001\",\"visit_id\":\"V-1\","
                                    + "\"treatment\":\"Massage\",\"minutes\":60,"
                                    + "\"eventDateTime\":\"2026-11-03T00:00:00+01:00\"}"),
                            json("{\"event_name\":\"spa_visited\",\"customer_id\":\"9990000004\",\"visit_id\":\"V-4\","
                                    + "\"treatment\":\"Sauna\",\"minutes\":45,"
                                    + "\"eventDateTime\":\"2026-11-04T00:00:00+01:00\"}"));
            theRouteOfTheCodeTookItsLetter(folder);
            assertThat(courier.stop()).isZero();
        }
    }

    private static void addEventType(CourierFolder folder) throws Exception {
        folder.write("config/events/spa_visited.yaml", """
                event: spa_visited
                label: Spa visited
                attributes:
                  customer_id: {type: customer, identifier: mobile, required: true}
                  visit_id: {type: string, required: true, unique: true}
                  treatment: {type: string, required: true}
                  minutes: {type: integer, required: true}
                  eventDateTime: {type: date}
                """);
    }

    private static void addFeed(CourierFolder folder) throws Exception {
        folder.write("config/feeds/spa/feed.yaml", """
                feed: spa
                account: main
                event: spa_visited
                format: {type: csv, delimiter: ";"}
                zone: Europe/Berlin
                dates: ["dd.MM.yyyy"]
                """);
        folder.write("config/feeds/spa/spa_visited.jslt", """
                {
                  "customer_id": .phone,
                  "visit_id": .visit,
                  "treatment": .treatment,
                  "minutes": .minutes,
                  "eventDateTime": .day
                }
                """);
        folder.write("routes/feeds/spa.camel.yaml", """
                - templatedRoute:
                    routeId: spa
                    routeTemplateRef: feed-from-inbox
                    parameters:
                      - name: feed
                        value: spa
                """);
    }

    private static void addRouteForCode(CourierFolder folder) throws Exception {
        folder.write("routes/outcomes/dead-letter-7306.camel.yaml", """
                - route:
                    id: dead-letter-7306
                    group: dead-letters
                    description: Puts each letter without a unique attribute into a folder that a person looks into
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      id: dead-letter-7306-in
                      uri: direct
                      parameters:
                        name: dead-letter-7306
                      steps:
                        - to:
                            id: to-a-person
                            uri: file
                            parameters:
                              directoryName: for-a-person
                              fileName: ${variable.letter}.json
                """);
    }

    private static void theRouteOfTheCodeTookItsLetter(CourierFolder folder) throws Exception {
        Path letters = folder.root().resolve("for-a-person");
        await("the letter").atMost(Sizes.PATIENCE).until(() -> Files.isDirectory(letters) && count(letters) == 1);
        try (Stream<Path> files = Files.list(letters)) {
            JsonNode letter =
                    CourierFolder.JSON.readTree(files.findFirst().orElseThrow().toFile());
            assertThat(letter.path("code").asText()).isEqualTo("7306");
            assertThat(letter.path("position").asInt()).isEqualTo(3);
        }
        Path other = folder.data().resolve("dead-letters").resolve("attribute-type");
        await("the other letter").atMost(Sizes.PATIENCE).until(() -> Files.isDirectory(other) && count(other) == 1);
        assertThat(folder.data().resolve("dead-letters").resolve("7306")).doesNotExist();
    }

    private static long count(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static JsonNode json(String text) {
        try {
            return CourierFolder.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
