package com.eventcourier.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many applications post the largest requests in the same moment: the courier takes what it can hold, and lives on. */
class ManyRequestsTest {

    private static final int REQUESTS = 60;
    private static final int RECORDS = 5000;
    private static final String TOKEN = "token-of-many";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path root;

    @Test
    void theLargestRequestsAtOnceDoNotTakeAllTheMemory() throws Exception {
        CourierFolder folder = CourierFolder.in(root);
        int port = CourierFolder.freePort();
        long taken;
        try (RecordingTarget target = new RecordingTarget();
                CourierProcess courier = CourierProcess.start(folder, variables(target, port), "run")
                        .awaitStarted()) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, REQUESTS)
                    .mapToObj(number -> post(port, number, RECORDS))
                    .toList();

            List<Integer> said = answers.stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .toList();

            assertThat(said).isSubsetOf(202, 503).contains(202);
            assertThat(courier.output() + courier.errors()).doesNotContain("OutOfMemory");
            taken = said.stream().filter(status -> status == 202).count();
            assertThat(courier.stop()).isZero();
        }
        JsonNode audit = CourierProcess.audit(folder, "--deep");
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("read").asLong()).isEqualTo(taken * RECORDS);
    }

    private static Map<String, String> variables(RecordingTarget target, int port) {
        return Map.of(
                "COURIER_ACCOUNTS_MAIN_URL", target.url(),
                "COURIER_HTTP_FEEDS_APP_TOKEN", TOKEN,
                "COURIER_HTTP_PORT", String.valueOf(port));
    }

    private CompletableFuture<HttpResponse<String>> post(int port, int number, int records) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < records; i++) {
            body.append("{\"event_name\":\"be_reserved\",\"customer_id\":\"9990000001\",\"external_event_id\":\"many-")
                    .append(number)
                    .append('-')
                    .append(i)
                    .append("\",\"age\":30,\"room_nights\":\"2\",\"hotel_name\":\"Lakeside\"}\n");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/feeds/app/events"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }
}
