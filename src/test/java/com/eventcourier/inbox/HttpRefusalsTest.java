package com.eventcourier.inbox;

import static com.eventcourier.inbox.HttpDoorTest.TOKEN;
import static com.eventcourier.inbox.HttpDoorTest.basic;
import static com.eventcourier.inbox.HttpDoorTest.event;
import static com.eventcourier.inbox.Poster.JSON;
import static com.eventcourier.inbox.Poster.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.inbox.Poster.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused as a whole is a problem document, and nothing of it is stored. */
class HttpRefusalsTest {

    private static final int MOST_BYTES = 64 * 1024;

    @TempDir
    private static Path temp;

    private static Target target;
    private static RunningCourier courier;
    private static Poster app;

    @BeforeAll
    static void start() {
        CourierFolder folder = new CourierFolder(temp);
        HttpDoorTest.addFeed(temp, "slow");
        target = new Target();
        courier = new RunningCourier(
                folder,
                target,
                "--courier.http.port=0",
                "--courier.http.max-request=64KB",
                "--courier.http.max-records=100",
                "--courier.http.feeds.app.token=" + TOKEN,
                "--courier.http.feeds.slow.token=" + TOKEN,
                "--courier.http.feeds.slow.user=u",
                "--courier.http.feeds.slow.password=p",
                "--courier.http.feeds.slow.rate-per-second=1");
        app = new Poster(courier.port(), "Bearer " + TOKEN);
    }

    @AfterAll
    static void stop() {
        courier.close();
        target.close();
    }

    /** A problem says in its document what its status line says, and nothing was stored. */
    private static void isProblem(Answer answer, int status, String says) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("title").asText()).isNotBlank();
        assertThat(answer.body().path("detail").asText()).contains(says);
        assertThat(courier.audit(false).read()).isZero();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(JSON, "", "empty"),
                Arguments.of(JSON, " \n ", "empty"),
                Arguments.of(NDJSON, "\n\n", "empty"),
                Arguments.of(JSON, "\ufeff", "empty"),
                Arguments.of(JSON, "\ufeff\ufeff{}", "not JSON"),
                Arguments.of(JSON, "[]", "no record"),
                Arguments.of(JSON, "5", "neither a JSON object nor an array"),
                Arguments.of(JSON, "\"text\"", "neither a JSON object nor an array"),
                Arguments.of(JSON, "{\"a\":", "not JSON: a syntax error near line 1"),
                Arguments.of(JSON, "[" + event("a") + "," + event("b").replace("}", ""), "not JSON"),
                Arguments.of(JSON, "[" + event("a") + "\n,{nonsense}]", "near line 2"),
                Arguments.of(JSON, event("a") + "\n" + event("b"), "application/x-ndjson"),
                Arguments.of(JSON, "{\"a\":\"\u0000\"}", "not JSON"),
                Arguments.of(JSON, "{\"a\":1}\u0000", "not JSON"),
                Arguments.of(JSON, "[".repeat(5000) + "]".repeat(5000), "nested too deeply"),
                Arguments.of(JSON, "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}", "nested too deeply"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatIsNoRecordsIsRefused(String type, String body, String says) {
        isProblem(app.post("app", type, body), 400, says);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = ("[" + event("caf\u00e9") + "]").getBytes(StandardCharsets.ISO_8859_1);

        Answer answer = app.send("POST", "/feeds/app/events", JSON, BodyPublishers.ofByteArray(latin), null);

        isProblem(answer, 400, "not valid in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json; charset=iso-8859-1",
                "application/json; charset=\"iso-8859-1\"",
                "application/json; charset=nonsense",
                "nonsense",
                "application/json/x"
            })
    void anotherMediaTypeIsRefused(String type) {
        isProblem(app.post("app", type, event("a")), 415, "application/x-ndjson");
    }

    @Test
    void aBodyThatIsCompressedIsRefused() {
        isProblem(app.post("app", JSON, event("a"), "Content-Encoding", "gzip"), 415, "Content-Encoding");
    }

    @Test
    void aBodyWithTooManyBytesIsRefused() {
        String large = "{\"a\":\"" + "x".repeat(MOST_BYTES) + "\"}";

        isProblem(app.post("app", large), 413, "at most 65536 bytes");
        Answer withoutLength = app.send(
                "POST",
                "/feeds/app/events",
                JSON,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))),
                null);
        isProblem(withoutLength, 413, "at most 65536 bytes");
    }

    @Test
    void tooManyRecordsAreRefused() {
        String records = "{}\n".repeat(101);

        isProblem(app.post("app", NDJSON, records), 413, "at most 100 records, this one has more");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /feeds/app/events, POST",
        "PUT, /feeds/app/events, POST",
        "DELETE, /feeds/app/events, POST",
        "OPTIONS, /feeds/app/events, POST",
        "POST, /feeds/app/events/1-1-0123456789abcdef, GET",
        "DELETE, /feeds/app/events/1-1-0123456789abcdef, GET",
        "POST, /feeds/openapi.json, GET"
    })
    void anotherMethodIsRefused(String method, String path, String allowed) {
        Answer answer = app.send(method, path, null, null);

        isProblem(answer, 405, allowed);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/nobody/events",
                "/feeds/events/events",
                "/feeds/bookings/events",
                "/feeds/app",
                "/feeds/app/events/",
                "/feeds/app/",
                "/feeds",
                "/feeds/",
                "/feeds/app/events/1-1-0123456789abcdef/more",
                "/feeds/%61pp/events",
                "/feeds/app;v=1/events",
                "/f%65eds/app/events",
                "//feeds/app/events",
                "/nowhere",
                "/eucrm/webhooks/1",
                "/error"
            })
    void whatIsNotThereIsNotFound(String path) {
        isProblem(app.send("POST", path, JSON, event("a")), 404, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-1-0123456789abcdef",
                "99999999999999999999-1-0123456789abcdef",
                "1-1",
                "x",
                "1-1-0123456789ABCDEF",
                "%2e%2e"
            })
    void anUnknownIdIsNotFound(String id) {
        isProblem(app.fate("app", id), 404, "");
    }

    static Stream<String> strangers() {
        return Stream.of(
                null,
                "",
                "Bearer",
                "Bearer ",
                "Bearer " + TOKEN + "x",
                "Bearer " + TOKEN.substring(1),
                "Basic " + TOKEN,
                basic("u:q"),
                basic("u"),
                basic(":"),
                "Basic u:p",
                "Basic \u00e9",
                TOKEN,
                "Digest username=u");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whoProvesNothingIsRefused(String authorization) {
        Poster stranger = new Poster(courier.port(), authorization);

        Answer answer = stranger.post("slow", event("a"));

        isProblem(answer, 401, "missing or wrong");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer").contains("Basic");
        assertThat(answer.body().toString()).doesNotContain(TOKEN);
        isProblem(stranger.fate("slow", "1-1-0123456789abcdef"), 401, "missing or wrong");
    }

    @Test
    void credentialsInTheAddressAreNone() {
        Poster stranger = new Poster(courier.port(), null);

        isProblem(
                stranger.send("POST", "/feeds/slow/events?Authorization=Bearer%20" + TOKEN, JSON, event("a")),
                401,
                "missing or wrong");
    }

    @Test
    void anIdempotencyKeyThatIsNoneIsRefused() {
        isProblem(app.post("app", JSON, event("a"), "Idempotency-Key", "two words"), 400, "Idempotency-Key");
        isProblem(app.post("app", JSON, event("a"), "Idempotency-Key", "k".repeat(201)), 400, "Idempotency-Key");
    }

    @Test
    void hasteIsRefusedWithTheTimeToWait() {
        Poster slow = new Poster(courier.port(), "Bearer " + TOKEN);

        // the body is refused, but only behind the rate
        Answer refused = IntStream.range(0, 20)
                .mapToObj(i -> slow.post("slow", "[]"))
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();

        isProblem(refused, 429, "1 requests in a second");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }
}
