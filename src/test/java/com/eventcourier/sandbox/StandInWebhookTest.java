package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandInWebhookTest extends RunningSandbox {

    @Test
    void anEventIsAcknowledgedInTheDocumentedForm() throws Exception {
        HttpResponse<String> answer = post(EVENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        String requestId = answer.headers().firstValue("x-cap-hydra-request-id").orElseThrow();
        assertThat(UUID.fromString(requestId)).hasToString(requestId);
        assertThat(answer.body())
                .isEqualTo("{\"status\":{\"code\":1100,\"message\":\"Event is pushed to transformation state\"},"
                        + "\"requestId\":\"" + requestId + "\"}");
        assertThat(answer.headers().map().keySet())
                .containsExactlyInAnyOrder("content-length", "content-type", "date", "x-cap-hydra-request-id");
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("application/json");
    }

    @Test
    void anEventThatNoOneDefinedIsAcknowledgedToo() throws Exception {
        assertThat(post("{}").statusCode()).isEqualTo(200);
        assertThat(listed("").at("/byEvent/(no event_name)").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Basic b3RoZXI=", "Bearer dGVzdA==", "dGVzdA==", "Basic ", "Basic dGVzdA==x"})
    void aWrongTokenIsRefusedAndTheEventNotRemembered(String authorization) throws Exception {
        HttpResponse<String> answer = send("POST", "/eucrm/webhooks/w1", EVENT, authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        JsonNode list = listed("");
        assertThat(list.path("received").asInt()).isZero();
        assertThat(list.path("unauthorized").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "\"text\"", "{\"event_name\":\"a\"", "{} {}"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Invalid request body\"}");
        assertThat(listed("").path("malformed").asInt()).isEqualTo(1);
    }

    @Test
    void aBodyBeyondTheGatewaysLimitIsRefused() throws Exception {
        String large = "{\"event_name\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

        assertThat(post(large).statusCode()).isEqualTo(413);
    }

    @Test
    void onlyPostsAreTaken() throws Exception {
        assertThat(send("GET", "/eucrm/webhooks/w1", "").statusCode()).isEqualTo(405);
    }

    @Test
    void onlyTheLoopbackAddressIsListenedOn() {
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.2", port).close());
    }
}
