package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.acceptance.RecordingTarget.Post;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented sample request, dropped as a file, is the documented request on the wire. */
class SeedExampleTest {

    private static final String TOKEN = "dGVzdF9kaXY2OWZmZmRkYg==";
    private static final String SEED = """
            {
            "age":20,
            "customer_id":"9933772255",
            "event_name":"be_reserved",
            "external_event_id":"RAND121",
            "hotel_name":"Indiranagar",
            "room_nights":"12",
            "eventDateTime":"2024-04-11 12:00:00"
            }""";

    @TempDir
    Path root;

    @Test
    void theDocumentedEventReachesAForeignServerWithOurHeadersOnly() throws Exception {
        CourierFolder folder = CourierFolder.in(root).withSamples();
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.start(
                        folder,
                        Map.of(
                                "COURIER_ACCOUNTS_MAIN_URL",
                                target.url(),
                                "COURIER_ACCOUNTS_MAIN_AUTH_TYPE",
                                "basic-token",
                                "COURIER_ACCOUNTS_MAIN_AUTH_TOKEN",
                                TOKEN))) {
            courier.awaitStarted();
            folder.drop("events", "be_reserved.json", SEED);
            await("the POST").atMost(Duration.ofSeconds(15)).until(() -> target.count() > 0);
            assertThat(folder.awaitFinalReport("events", "be_reserved.json")
                            .path("accepted")
                            .asLong())
                    .isEqualTo(1);

            assertThat(courier.stop()).isZero();
            assertThat(target.posts()).hasSize(1);
            Post post = target.posts().get(0);
            assertThat(post.firstLine()).isEqualTo("POST /eucrm/webhooks/d61233f7 HTTP/1.1");
            assertThat(post.headers())
                    .contains("Authorization: Basic " + TOKEN, "Content-Type: application/json")
                    .extracting(header -> header.substring(0, header.indexOf(':')))
                    .containsExactlyInAnyOrder("Authorization", "Content-Type", "Content-Length", "Host", "Connection");
            assertThat(CourierFolder.JSON.readTree(post.body())).isEqualTo(CourierFolder.JSON.readTree(SEED));
            assertThat(courier.output())
                    .contains("No sandbox and no samples")
                    .doesNotContain("S A N D B O X")
                    .doesNotContain(TOKEN)
                    .doesNotContain("9933772255");
            assertThat(folder.data().resolve("sandbox")).doesNotExist();
        }
    }
}
