package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedEventsTest extends RunningSandbox {

    @Test
    void whatWasReceivedIsListedAsItCame() throws Exception {
        String requestId =
                post(EVENT).headers().firstValue("x-cap-hydra-request-id").orElseThrow();

        JsonNode list = listed("");

        assertThat(list.path("received").asInt()).isEqualTo(1);
        assertThat(list.path("accepted").asInt()).isEqualTo(1);
        assertThat(list.path("byEvent").toString()).isEqualTo("{\"be_reserved\":1}");
        JsonNode event = list.at("/events/0");
        assertThat(event.path("number").asInt()).isEqualTo(1);
        assertThat(event.path("webhook").asText()).isEqualTo("w1");
        assertThat(event.path("answer").asText()).isEqualTo("200 1100");
        assertThat(event.path("accepted").asBoolean()).isTrue();
        assertThat(event.path("requestId").asText()).isEqualTo(requestId);
        assertThat(event.path("payload").toString()).isEqualTo(EVENT);
    }

    @Test
    void theNewestComeFirstAndNoMoreThanAskedFor() throws Exception {
        for (int i = 1; i <= 5; i++) {
            post("{\"event_name\":\"e" + i % 2 + "\",\"n\":" + i + "}");
        }

        JsonNode list = listed("?limit=2");

        assertThat(list.path("received").asInt()).isEqualTo(5);
        assertThat(list.path("matching").asInt()).isEqualTo(5);
        assertThat(list.path("byEvent").toString()).isEqualTo("{\"e0\":2,\"e1\":3}");
        assertThat(list.at("/events").findValuesAsText("n")).containsExactly("5", "4");
    }

    @ParameterizedTest
    @CsvSource({
        "?external_event_id=A2, 1, 2",
        "?event_name=be_reserved, 3, 3 2 1",
        "?event_name=be_reserved&limit=1, 3, 3",
        "?place=B%C3%BCro+2, 1, 3",
        "?n=1, 1, 1",
        "?n=9, 0, ''",
        "?unknown=1, 0, ''"
    })
    void theListIsFilteredByAttributes(String query, int matching, String expected) throws Exception {
        post("{\"event_name\":\"be_reserved\",\"n\":1,\"external_event_id\":\"A1\"}");
        post("{\"event_name\":\"be_reserved\",\"n\":2,\"external_event_id\":\"A2\"}");
        post("{\"event_name\":\"be_reserved\",\"n\":3,\"place\":\"Büro 2\"}");

        JsonNode list = listed(query);

        assertThat(list.path("matching").asInt()).isEqualTo(matching);
        assertThat(String.join(" ", list.at("/events").findValuesAsText("n"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?limit=x | limit must be a whole number from 0 on",
                "?limit=-1 | limit must be a whole number from 0 on",
                "?limit | each part of the query needs a value: ?limit=10&external_event_id=A1"
            })
    void aQueryThatIsNotUnderstoodIsRefused(String query, String detail) throws Exception {
        HttpResponse<String> answer = send("GET", "/sandbox/events" + query, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).isEqualTo(detail);
    }

    @Test
    void onlyTheNewestAreRememberedButAllAreCounted() throws Exception {
        for (int i = 1; i <= 60; i++) {
            post("{\"event_name\":\"e\",\"n\":" + i + "}");
        }

        JsonNode list = listed("?limit=100");

        assertThat(list.path("received").asInt()).isEqualTo(60);
        assertThat(list.path("remembered").asInt()).isEqualTo(50);
        assertThat(list.at("/events")).hasSize(50);
        assertThat(list.at("/events/49/number").asInt()).isEqualTo(11);
    }

    @Test
    void forgettingStartsAfresh() throws Exception {
        post(EVENT);
        post("not json");

        assertThat(send("DELETE", "/sandbox/events", "").statusCode()).isEqualTo(204);

        assertThat(listed("").toString())
                .isEqualTo("{\"received\":0,\"accepted\":0,\"unauthorized\":0,\"malformed\":0,\"remembered\":0,"
                        + "\"byEvent\":{},\"matching\":0,\"events\":[]}");
    }
}
