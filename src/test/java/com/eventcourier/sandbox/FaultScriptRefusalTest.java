package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptRefusalTest extends RunningSandbox {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the body is empty; send a JSON list of rules with Content-Type: application/json",
                "'[{' | the script is not JSON: line 1, column 3",
                "{} | 'the script must be a JSON list of rules: [{\"status\": 503, \"times\": 3}]'",
                "[{}] | rule 1: does nothing; it needs one of status, code, body, retryAfter, delay, reset",
                "[{\"status\":500},{\"status\":700}] | rule 2: status must be a whole number from 200 to 599",
                "[{\"status\":\"500\"}] | rule 1: status must be a whole number from 200 to 599",
                "[{\"code\":7305.5,\"status\":500}] | rule 1: code must be a whole number or a string",
                "[{\"status\":500,\"share\":1.5}] | rule 1: share must be a number above 0 and at most 1",
                "[{\"status\":500,\"times\":0}] | rule 1: times must be a whole number from 1 on",
                "[{\"delay\":\"11m\"}] | rule 1: delay must be at most 10 minutes",
                "[{\"reset\":1,\"status\":500}] | rule 1: reset must be true or false",
                "[{\"reset\":true,\"status\":500}] |"
                        + " 'rule 1: reset sends no answer, so it goes with none of status, code, body, retryAfter'",
                "[{\"code\":1,\"body\":\"x\"}] |"
                        + " 'rule 1: code and body exclude each other, a raw body is sent as it is'",
                "[{\"status\":500,\"message\":\"x\"}] | rule 1: message needs a code",
                "[{\"status\":500,\"contentType\":\"text/html\"}] | rule 1: contentType needs a body",
                "[{\"status\":500,\"match\":{\"event\":7}}] | 'rule 1, match: event must be a string'",
                "[{\"status\":500,\"match\":{\"attributes\":{\"a\":{}}}}] |"
                        + " 'rule 1, match: the value of attribute a must be a plain value'",
                "[{\"status\":500,\"match\":{\"name\":\"a\"}}] |"
                        + " 'rule 1, match: unknown field name; known are attributes, event'",
                "[{\"status\":500,\"retryAfter\":\"a\\nb\"}] |"
                        + " rule 1: retryAfter must be a number or a string of printable ASCII characters",
                "[{\"status\":500,\"duration\":\"soon\"}] | 'rule 1: duration must be above 0 and written as"
                        + " milliseconds (500) or with a unit (\"500ms\", \"30s\", \"2m\")'"
            })
    void aScriptWithAFaultIsRefusedWithASentence(String script, String detail) throws Exception {
        HttpResponse<String> answer = send("PUT", "/sandbox/faults", script);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("application/problem+json");
        assertThat(json(answer).path("title").asText())
                .isEqualTo("The fault script was refused, the one before stays.");
        assertThat(json(answer).path("detail").asText()).isEqualTo(detail);
    }

    @Test
    void allFaultsAreToldAtOnceAndTheScriptBeforeStays() throws Exception {
        send("PUT", "/sandbox/faults", "[{\"status\": 502}]");

        HttpResponse<String> answer = send("PUT", "/sandbox/faults", "[{\"status\": 1, \"stat\": 2}, 3]");

        assertThat(json(answer).path("detail").asText())
                .contains(
                        "rule 1: status must be",
                        "rule 1: unknown field stat; known are",
                        "rule 2 must be a JSON object");
        assertThat(post(EVENT).statusCode()).isEqualTo(502);
    }
}
