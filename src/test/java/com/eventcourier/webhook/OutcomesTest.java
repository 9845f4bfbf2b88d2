package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table, and the answers between the rows, through a real server. A hold leaves as LATER here. */
class OutcomesTest {

    static Stream<Arguments> answers() {
        Stream<Arguments> told = Stream.of(
                given("1100", answer(200, YES), Outcome.ACCEPTED, "1100"),
                given("7300", code(7300), Outcome.ACCEPTED, "7300"),
                given("1100 with 202", answer(202, YES), Outcome.ACCEPTED, "1100"),
                given("a code of digits", code("\"1100\""), Outcome.ACCEPTED, "1100"),
                given("7301", code(7301), Outcome.RETRY, "7301"),
                given("7302", code(7302), Outcome.LATER, "7302"),
                given("7303", code(7303), Outcome.LATER, "7303"),
                given("an unknown code", code(9999), Outcome.DEAD, "unknown-answer"),
                given("a code with a fraction", code(1100.0), Outcome.DEAD, "unknown-answer"),
                given("a negative code", code(-1100), Outcome.DEAD, "unknown-answer"),
                given("a code beyond all numbers", code("11001100110011001100"), Outcome.DEAD, "unknown-answer"),
                given("a code of letters", code("\"OK\""), Outcome.DEAD, "unknown-answer"),
                given("two codes", code("1100,\"code\":7306"), Outcome.DEAD, "unknown-answer"),
                given("{}", answer(200, "{}"), Outcome.DEAD, "unknown-answer"),
                given("an array", answer(200, "[" + YES + "]"), Outcome.DEAD, "unknown-answer"),
                given("two documents", answer(200, YES + YES), Outcome.DEAD, "unknown-answer"),
                given("a document and rubbish", answer(200, YES + "<html>"), Outcome.DEAD, "unknown-answer"),
                given("HTML", answer(200, "<html>Welcome</html>"), Outcome.DEAD, "unknown-answer"),
                given("half a document", answer(200, YES.substring(0, 40)), Outcome.DEAD, "unknown-answer"),
                given("nothing", answer(200, ""), Outcome.DEAD, "unknown-answer"),
                given("204", "HTTP/1.1 204 No Content\r\n\r\n", Outcome.DEAD, "unknown-answer"),
                given("500 that says 1100", answer(500, YES), Outcome.RETRY, "http-500"),
                given("400 that says 1100", answer(400, YES), Outcome.DEAD, "http-400"),
                given("401 that says 1100", answer(401, YES), Outcome.LATER, "http-401"),
                given("400 that says 7306", answer(400, code7306()), Outcome.DEAD, "7306"),
                given("400 that says 7303", answer(400, code7306().replace("06", "03")), Outcome.LATER, "7303"),
                given("401 that says 7306", answer(401, code7306()), Outcome.LATER, "http-401"),
                given("500 that says 7306", answer(500, code7306()), Outcome.RETRY, "http-500"),
                given("status 999", answer(999, ""), Outcome.DEAD, "http-999"));
        Stream<Arguments> faults = IntStream.rangeClosed(7304, 7311)
                .mapToObj(code -> given("" + code, code(code), Outcome.DEAD, "" + code));
        Stream<Arguments> statuses = Stream.of(
                        statuses(Outcome.LATER, 300, 301, 302, 303, 307, 308, 401, 403, 407),
                        statuses(Outcome.RETRY, 408, 425, 429, 500, 501, 502, 503, 504, 521, 599),
                        statuses(Outcome.DEAD, 400, 402, 404, 405, 409, 410, 413, 415, 422, 451))
                .flatMap(each -> each);
        return Stream.of(told, faults, statuses).flatMap(each -> each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void eachAnswerHasItsOutcome(String name, String answer, Outcome outcome, String code) throws Exception {
        try (RawServer server = RawServer.saying(answer);
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(outcome);
            assertThat(verdict.code()).isEqualTo(code);
            assertThat(verdict.attempts()).isOne();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theReceiptComesFromTheBodyElseFromTheHeader() throws Exception {
        String header = "x-cap-hydra-request-id: from-header";
        assertThat(verdictOn(answer(200, YES, header)).requestId()).isEqualTo("r-1");
        assertThat(verdictOn(answer(200, "{\"status\":{\"code\":1100}}", header))
                        .requestId())
                .isEqualTo("from-header");
        assertThat(verdictOn(code(1100)).requestId()).isNull();
    }

    @Test
    void whatTheTargetMayHaveQueuedIsMarked() throws Exception {
        assertThat(verdictOn(answer(500, "")).possibleDuplicate()).isTrue();
        assertThat(verdictOn(answer(502, "")).possibleDuplicate()).isTrue();
        assertThat(verdictOn(answer(504, "")).possibleDuplicate()).isTrue();
        assertThat(verdictOn(answer(503, "")).possibleDuplicate()).isFalse();
        assertThat(verdictOn(answer(429, "")).possibleDuplicate()).isFalse();
        assertThat(verdictOn(answer(200, YES)).possibleDuplicate()).isFalse();
    }

    @Test
    void retryAfterIsPassedOn() throws Exception {
        assertThat(verdictOn(answer(429, "", "Retry-After: 17")).retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(verdictOn(answer(429, "", "Retry-After: 99999999999")).retryAfter())
                .isEqualTo(Duration.ofHours(1));
        assertThat(verdictOn(answer(503, "", "Retry-After: soon")).retryAfter()).isNull();
    }

    @Test
    void theAnswerIsKeptUpToTwoKilobytesAndTheReasonIsASentence() throws Exception {
        Verdict verdict = verdictOn(answer(404, "x".repeat(5000)));
        assertThat(verdict.answer()).isEqualTo("x".repeat(2048));
        assertThat(verdict.httpStatus()).isEqualTo(404);
        assertThat(verdict.reason()).isEqualTo("HTTP 404: the target refuses the event");
        assertThat(verdictOn(code(7306)).reason()).isEqualTo("HTTP 200 with code 7306: a unique attribute is missing");
        assertThat(verdictOn(code("\"OK\"")).reason())
                .isEqualTo("HTTP 200 with JSON that has no number at status.code: success is never assumed");
        assertThat(verdictOn(code(9999)).reason())
                .isEqualTo(
                        "HTTP 200 with status.code 9999, which is not in the outcome table: success is never assumed");
    }

    @Test
    void aNumberThatIsNoCodeIsSaidAndSoIsANameThatAppearsTwice() throws Exception {
        for (String number : List.of("1100.0", "-1100", "1100.5", "1.1e3", "11000000000000000000")) {
            assertUnknown(code(number), "status.code " + number + ", which is no whole number of the outcome table");
        }
        assertUnknown(
                code("9".repeat(500)),
                "status.code " + "9".repeat(24) + "..., which is no whole number of the outcome table");
        assertUnknown(code("1100,\"code\":7306"), "JSON in which the name code appears twice");
        assertUnknown(
                answer(200, "{\"status\":{\"code\":1100},\"status\":{\"code\":7306}}"),
                "JSON in which the name status appears twice");
    }

    private static void assertUnknown(String answer, String what) throws Exception {
        Verdict verdict = verdictOn(answer);
        assertThat(verdict.outcome()).isEqualTo(Outcome.DEAD);
        assertThat(verdict.code()).isEqualTo("unknown-answer");
        assertThat(verdict.reason()).isEqualTo("HTTP 200 with " + what + ": success is never assumed");
    }

    /** 0xE9, as a bare é, is no UTF-8. */
    @Test
    void aYesInTheCharsetThatItDeclaresIsAYes() throws Exception {
        String yes = YES.replace("Event is pushed", "L'événement est là");
        for (String charset : List.of("ISO-8859-1", "\"windows-1252\"", "iso-8859-15")) {
            Verdict verdict = verdictOn(answer(200, yes, "Content-Type: application/json; charset=" + charset));
            assertThat(verdict.outcome()).as(charset).isEqualTo(Outcome.ACCEPTED);
            assertThat(verdict.requestId()).isEqualTo("r-1");
        }
        for (String type : List.of("application/json", "application/json; charset=utf-8")) {
            assertThat(verdictOn(answer(200, yes, "Content-Type: " + type)).code())
                    .as(type)
                    .isEqualTo("unknown-answer");
        }
    }

    @Test
    void aYesThatIsNotInTheCharsetThatItDeclaresIsAYesAsWell() throws Exception {
        for (String charset : List.of("utf-16", "IBM037", "x-no-such", "%%%", "\"")) {
            assertThat(verdictOn(answer(200, YES, "Content-Type: application/json; charset=" + charset))
                            .outcome())
                    .as(charset)
                    .isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (RawServer elsewhere = RawServer.saying(answer(200, YES));
                RawServer server = RawServer.saying(answer(307, "", "Location: " + elsewhere.url()));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            assertThat(TestAccounts.deliver(accounts, "RAND121").outcome()).isEqualTo(Outcome.LATER);
            assertThat(elsewhere.connections()).isZero();
            assertThat(accounts.get("main").gate().isOpen()).isFalse();
        }
    }

    @Test
    void theThirdAnswerInARowThatIsNotJsonPausesTheAccount() throws Exception {
        try (RawServer server = RawServer.saying(answer(200, "<html>Welcome</html>"));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            assertThat(TestAccounts.deliver(accounts, "1").outcome()).isEqualTo(Outcome.DEAD);
            assertThat(TestAccounts.deliver(accounts, "2").outcome()).isEqualTo(Outcome.DEAD);
            assertThat(accounts.get("main").gate().isOpen()).isTrue();
            assertThat(TestAccounts.deliver(accounts, "3").outcome()).isEqualTo(Outcome.LATER);
            assertThat(accounts.get("main").gate().status().code()).isEqualTo("unknown-answer");
        }
    }

    private static Verdict verdictOn(String answer) throws Exception {
        try (RawServer server = RawServer.saying(answer);
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 1)) {
            return TestAccounts.deliver(accounts, "RAND121");
        }
    }

    private static Stream<Arguments> statuses(Outcome outcome, int... statuses) {
        return IntStream.of(statuses)
                .mapToObj(status -> given("HTTP " + status, answer(status, "{}"), outcome, "http-" + status));
    }

    private static String code7306() {
        return "{\"status\":{\"code\":7306}}";
    }

    private static Arguments given(String name, String answer, Outcome outcome, String code) {
        return Arguments.of(name, answer, outcome, code);
    }
}
