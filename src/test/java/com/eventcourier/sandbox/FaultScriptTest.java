package com.eventcourier.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest extends RunningSandbox {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | {\"message\":\"Service Unavailable\"}",
                "429 | {\"message\":\"Too Many Requests\"}",
                "401 | {\"message\":\"Unauthorized\"}",
                "521 | {\"message\":\"Status 521\"}"
            })
    void aStatusAloneIsAnsweredLikeTheGatewayDoes(int status, String body) throws Exception {
        script("[{\"status\": " + status + "}]");

        HttpResponse<String> answer = post(EVENT);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(listed("").at("/events/0/answer").asText()).isEqualTo(Integer.toString(status));
        assertThat(listed("").path("accepted").asInt()).isZero();
    }

    @Test
    void aGoodStatusAloneStillSaysYes() throws Exception {
        script("[{\"status\": 202}]");

        HttpResponse<String> answer = post(EVENT);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).at("/status/code").asInt()).isEqualTo(1100);
        assertThat(listed("").path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void aCodeIsAnsweredInTheDocumentedForm() throws Exception {
        script("[{\"code\": 7305, \"message\": \"Invalid event passed.\"}]");

        HttpResponse<String> answer = post(EVENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = json(answer);
        assertThat(body.path("status").toString()).isEqualTo("{\"code\":7305,\"message\":\"Invalid event passed.\"}");
        assertThat(answer.headers().firstValue("x-cap-hydra-request-id"))
                .hasValue(body.path("requestId").asText());
        assertThat(listed("").at("/events/0/answer").asText()).isEqualTo("200 7305");
    }

    @Test
    void aCodeMayBeAString() throws Exception {
        script("[{\"code\": \"1100\", \"status\": 201}]");

        HttpResponse<String> answer = post(EVENT);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).startsWith("{\"status\":{\"code\":\"1100\",");
    }

    @Test
    void aRawBodyIsSentAsItIs() throws Exception {
        script("[{\"body\": \"<html>proxy</html>\", \"contentType\": \"text/html\"}]");

        HttpResponse<String> answer = post(EVENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("<html>proxy</html>");
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("text/html");
        assertThat(answer.headers().firstValue("x-cap-hydra-request-id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"2 | 2", "\"Wed, 21 Oct 2037 07:28:00 GMT\" | Wed, 21 Oct 2037 07:28:00 GMT"})
    void retryAfterIsSentAsItIs(String written, String sent) throws Exception {
        script("[{\"status\": 429, \"retryAfter\": " + written + "}]");

        assertThat(post(EVENT).headers().firstValue("retry-after")).hasValue(sent);
    }

    @Test
    void aDelayHoldsTheAnswerBackAndNothingElse() throws Exception {
        script("[{\"match\": {\"event\": \"slow\"}, \"delay\": \"1500ms\"}]");
        List<CompletableFuture<Duration>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(CompletableFuture.supplyAsync(this::timeOfSlowPost, task -> new Thread(task).start()));
        }
        await().until(() -> listed("").path("received").asInt() == 20);

        long start = System.nanoTime();
        post(EVENT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        for (CompletableFuture<Duration> answer : slow) {
            assertThat(answer.get(10, SECONDS)).isBetween(Duration.ofMillis(1490), Duration.ofMillis(6000));
        }
    }

    @Test
    void aResetClosesTheConnectionWithoutAByte() throws Exception {
        script("[{\"reset\": true, \"times\": 1}]");

        assertThat(bytesOfRawPost()).isEmpty();
        assertThat(listed("").at("/events/0/answer").asText()).isEqualTo("reset");
        assertThat(new String(bytesOfRawPost(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aResetMayComeAfterADelay() throws Exception {
        script("[{\"reset\": true, \"delay\": 300}]");

        long start = System.nanoTime();
        assertThat(bytesOfRawPost()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void manyResetsLeaveTheServerWell() throws Exception {
        script("[{\"reset\": true, \"share\": 0.5}]");

        int resets = 0;
        for (int i = 0; i < 300; i++) {
            resets += bytesOfRawPost().length == 0 ? 1 : 0;
        }
        assertThat(resets).isEqualTo(150);
    }

    @Test
    void aShareIsSpreadEvenly() throws Exception {
        script("[{\"status\": 500, \"share\": 0.29}]");

        int struck = 0;
        for (int i = 0; i < 100; i++) {
            struck += post(EVENT).statusCode() == 500 ? 1 : 0;
        }
        assertThat(struck).isEqualTo(29);
        assertThat(listed("").path("accepted").asInt()).isEqualTo(71);
    }

    @Test
    void aFaultHappensSoManyTimes() throws Exception {
        script("[{\"status\": 503, \"times\": 2}]");

        assertThat(List.of(
                        post(EVENT).statusCode(),
                        post(EVENT).statusCode(),
                        post(EVENT).statusCode()))
                .containsExactly(503, 503, 200);
        JsonNode fault = json(send("GET", "/sandbox/faults", "")).at("/faults/0");
        assertThat(fault.toString())
                .isEqualTo("{\"rule\":{\"status\":503,\"times\":2},\"matched\":2,\"struck\":2,\"over\":true}");
    }

    @Test
    void aFaultLivesForSoLong() throws Exception {
        script("[{\"status\": 503, \"duration\": \"700ms\"}]");

        assertThat(post(EVENT).statusCode()).isEqualTo(503);
        await().atMost(5, SECONDS).until(() -> post(EVENT).statusCode() == 200);
    }

    @Test
    void onlyMatchingEventsGetTheFault() throws Exception {
        script("[{\"match\": {\"event\": \"be_reserved\", \"attributes\": {\"age\": 20.50, \"external_event_id\":"
                + " \"A1\"}}, \"status\": 500}, {\"match\": {\"event\": \"other\"}, \"status\": 502}]");

        assertThat(post(EVENT).statusCode()).isEqualTo(500);
        assertThat(post(EVENT.replace("A1", "A2")).statusCode()).isEqualTo(200);
        assertThat(post("{\"event_name\":\"be_reserved\"}").statusCode()).isEqualTo(200);
        assertThat(post("{\"event_name\":\"other\"}").statusCode()).isEqualTo(502);
    }

    @Test
    void theFirstRuleThatStrikesDecides() throws Exception {
        script("[{\"status\": 500, \"times\": 1}, {\"status\": 502}]");

        assertThat(post(EVENT).statusCode()).isEqualTo(500);
        assertThat(post(EVENT).statusCode()).isEqualTo(502);
    }

    @Test
    void faultsAreCleared() throws Exception {
        script("[{\"status\": 500}]");

        assertThat(send("DELETE", "/sandbox/faults", "").statusCode()).isEqualTo(204);

        assertThat(post(EVENT).statusCode()).isEqualTo(200);
        assertThat(json(send("GET", "/sandbox/faults", "")).toString()).isEqualTo("{\"faults\":[]}");
    }

    private void script(String rules) throws Exception {
        HttpResponse<String> answer = send("PUT", "/sandbox/faults", rules);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Duration timeOfSlowPost() {
        long start = System.nanoTime();
        try {
            post("{\"event_name\":\"slow\"}");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private byte[] bytesOfRawPost() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /eucrm/webhooks/w1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Authorization: Basic dGVzdA==\r\nConnection: close\r\nContent-Length: "
                                    + EVENT.length() + "\r\n\r\n" + EVENT)
                            .getBytes(StandardCharsets.UTF_8));
            return socket.getInputStream().readAllBytes();
        }
    }
}
