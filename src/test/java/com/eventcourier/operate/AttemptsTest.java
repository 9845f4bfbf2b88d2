package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.operate.Attempts.Attempt;
import org.junit.jupiter.api.Test;

/** What the ledger keeps of the attempts of an event, as rows of a table. */
class AttemptsTest {

    private static final String NOON = "2026-11-01T12:00:00Z";
    private static final String ONE = "2026-11-01T13:00:00Z";
    private static final String TWO = "2026-11-01T14:00:00Z";

    private static String answer(String at, int posts, int http, String more) {
        return "{\"at\":\"" + at + "\",\"attempts\":" + posts + ",\"code\":\"http-" + http + "\",\"http\":" + http
                + ",\"reason\":\"HTTP " + http + "\"" + more + "}";
    }

    private static String before(String... answers) {
        return ",\"before\":[" + String.join(",", answers) + "]";
    }

    @Test
    void eachPostIsARow() {
        String history = answer(NOON, 1, 503, "") + "\n"
                + answer(TWO, 3, 500, before(answer(NOON, 1, 502, ""), answer(ONE, 1, 504, ""))) + "\n";

        assertThat(Attempts.history(history, null))
                .containsExactly(
                        new Attempt(NOON, 1, "http-503", 503, "HTTP 503"),
                        new Attempt(NOON, 1, "http-502", 502, "HTTP 502"),
                        new Attempt(ONE, 1, "http-504", 504, "HTTP 504"),
                        new Attempt(TWO, 1, "http-500", 500, "HTTP 500"));
    }

    @Test
    void aLineOfAnEarlierVersionSaysHowManyPostsItStandsFor() {
        assertThat(Attempts.history(answer(NOON, 2, 503, "") + "\n", null))
                .containsExactly(new Attempt(NOON, 2, "http-503", 503, "HTTP 503"));
    }

    @Test
    void whatWasToldTogetherStaysTogether() {
        assertThat(Attempts.history(answer(TWO, 13, 500, before(answer(ONE, 12, 401, ""))) + "\n", null))
                .containsExactly(
                        new Attempt(ONE, 12, "http-401", 401, "HTTP 401"),
                        new Attempt(TWO, 1, "http-500", 500, "HTTP 500"));
    }

    @Test
    void aReturnFromAShutGateIsNoPost() {
        String stopped = "{\"at\":\"" + TWO + "\",\"attempts\":1,\"code\":\"stopped\",\"http\":null,\"reason\":\"x\""
                + before(answer(NOON, 1, 401, "")) + "}\n";

        assertThat(Attempts.history(stopped, null)).containsExactly(new Attempt(NOON, 1, "http-401", 401, "HTTP 401"));
    }

    @Test
    void nothingIsNothing() {
        assertThat(Attempts.history(null, null)).isEmpty();
        assertThat(Attempts.history("", null)).isEmpty();
        assertThat(Attempts.history("{}\n", null)).isEmpty();
    }
}
