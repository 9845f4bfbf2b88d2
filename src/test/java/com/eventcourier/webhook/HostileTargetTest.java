package com.eventcourier.webhook;

import static com.eventcourier.webhook.HostileAnswers.announcing;
import static com.eventcourier.webhook.HostileAnswers.chunked;
import static com.eventcourier.webhook.HostileAnswers.saying;
import static com.eventcourier.webhook.HostileAnswers.thenClosing;
import static com.eventcourier.webhook.HostileAnswers.thenResetting;
import static com.eventcourier.webhook.HostileCase.Connection.ANY;
import static com.eventcourier.webhook.HostileCase.Connection.KEPT;
import static com.eventcourier.webhook.HostileCase.Connection.NEW;
import static com.eventcourier.webhook.HostileCase.Connection.NONE;
import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.code;
import static com.eventcourier.webhook.RawServer.reset;
import static com.eventcourier.webhook.RawServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.webhook.HostileCase.Connection;
import com.eventcourier.webhook.HostileCase.Result;
import com.eventcourier.webhook.RawServer.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that a target can do wrong, through real sockets, in one table: what becomes of the event, and whether the
 * connection is trusted again. The table that was measured is in {@code target/proof/hostile.md}.
 */
class HostileTargetTest {

    private static final Path TABLE = Path.of("target", "proof", "hostile.md");
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final String HTML = answer(200, "<html>Welcome</html>", "Content-Type: text/html");
    private static final String HALF =
            answer(200, YES).substring(0, answer(200, YES).length() - 20);

    private static final Object[] SETTINGS = {
        "quick-attempts", 1,
        "connect-timeout", "2s",
        "response-timeout", "500ms",
        "total-timeout", "1200ms",
        "probe-first", "1ms",
        "probe-ceiling", "1ms"
    };

    private final HostileAnswers hostile = new HostileAnswers();
    private final RawServer elsewhere = RawServer.saying(answer(200, YES));
    private final List<Result> results = new ArrayList<>();

    @TempDir
    Path stores;

    @AfterEach
    void end() {
        hostile.end();
        elsewhere.close();
    }

    /** The expectations: name, what the target does, outcome, code, attempts, the connection of the next POST. */
    private List<HostileCase> answers() {
        return List.of(
                given("1100", saying(answer(200, YES)), "accepted", "1100", 1, KEPT),
                given("7300", saying(code(7300)), "accepted", "7300", 1, KEPT),
                given("code as a string", saying(code("\"1100\"")), "accepted", "1100", 1, KEPT),
                given("an unknown code", saying(code(9999)), "dead", "unknown-answer", 1, KEPT),
                given("{}", saying(answer(200, "{}")), "dead", "unknown-answer", 1, KEPT),
                given("an array", saying(answer(200, "[" + YES + "]")), "dead", "unknown-answer", 1, KEPT),
                given("two documents", saying(answer(200, YES + YES)), "dead", "unknown-answer", 1, KEPT),
                given("HTML once", saying(HTML), "dead", "unknown-answer", 1, KEPT),
                given("empty answer", saying(answer(200, "")), "dead", "unknown-answer", 1, KEPT),
                given("204", saying("HTTP/1.1 204 No\r\n\r\n"), "dead", "unknown-answer", 1, KEPT),
                given("7301", saying(code(7301)), "retry", "7301", 1, KEPT),
                given("7302", saying(code(7302)), "later", "7302", 1, KEPT),
                given("7303", saying(code(7303)), "later", "7303", 1, KEPT),
                given("7304", saying(code(7304)), "dead", "7304", 1, KEPT),
                given("7305", saying(code(7305)), "dead", "7305", 1, KEPT),
                given("7306", saying(code(7306)), "dead", "7306", 1, KEPT),
                given("7307", saying(code(7307)), "dead", "7307", 1, KEPT),
                given("7308", saying(code(7308)), "dead", "7308", 1, KEPT),
                given("7309", saying(code(7309)), "dead", "7309", 1, KEPT),
                given("7310", saying(code(7310)), "dead", "7310", 1, KEPT),
                given("7311", saying(code(7311)), "dead", "7311", 1, KEPT),
                given("301 to another host", saying(redirect(301)), "later", "http-301", 1, KEPT),
                given("302 to another host", saying(redirect(302)), "later", "http-302", 1, KEPT),
                given("307 to another host", saying(redirect(307)), "later", "http-307", 1, KEPT),
                given("308 to another host", saying(redirect(308)), "later", "http-308", 1, KEPT),
                given("401", saying(answer(401, "")), "later", "http-401", 1, KEPT),
                given("403", saying(answer(403, "")), "later", "http-403", 1, KEPT),
                given("407", saying(answer(407, "")), "later", "http-407", 1, KEPT),
                given("408", saying(answer(408, "")), "retry", "http-408", 1, KEPT),
                given("413", saying(answer(413, "")), "dead", "http-413", 1, KEPT),
                given("415", saying(answer(415, "")), "dead", "http-415", 1, KEPT),
                given("425", saying(answer(425, "")), "retry", "http-425", 1, KEPT),
                given("500", saying(answer(500, "")), "retry", "http-500", 1, KEPT),
                given("501", saying(answer(501, "")), "retry", "http-501", 1, KEPT),
                given("502", saying(answer(502, "")), "retry", "http-502", 1, KEPT),
                given("503", saying(answer(503, "")), "retry", "http-503", 1, KEPT),
                given("504", saying(answer(504, "")), "retry", "http-504", 1, KEPT),
                given("521", saying(answer(521, "")), "retry", "http-521", 1, KEPT),
                given("slow headers", hostile.aByteEach(100, answer(200, YES)), "ambiguous", "no-answer", 1, NEW),
                given("one byte a second", hostile.aByteEach(1000, answer(200, YES)), "ambiguous", "no-answer", 1, NEW),
                given("accepts, never answers", hostile.silence(), "ambiguous", "no-answer", 1, NEW),
                given("close before the answer", thenClosing(""), "ambiguous", "no-answer", 1, NEW),
                given("reset before the answer", thenResetting(""), "ambiguous", "no-answer", 1, NEW),
                given(
                        "reset in the headers",
                        thenResetting("HTTP/1.1 200 OK\r\nCont"),
                        "ambiguous",
                        "no-answer",
                        1,
                        NEW),
                given("reset in the body", thenResetting(HALF), "ambiguous", "no-answer", 1, NEW),
                given("reset after the answer", hostile.resetLater(answer(200, YES), 5), "accepted", "1100", 1, NEW),
                given("malformed chunk", hostile.thenSilence(chunked("zz\r\n")), "ambiguous", "no-answer", 1, NEW),
                given("no last chunk", thenClosing(chunked("3\r\n{ }\r\n")), "ambiguous", "no-answer", 1, NEW),
                given("length too long", hostile.thenSilence(announcing(500)), "ambiguous", "no-answer", 1, NEW),
                given("length too short", saying(announcing(20)), "dead", "unknown-answer", 1, NEW),
                given("an answer too many", saying(answer(200, YES) + answer(200, YES)), "accepted", "1100", 1, NEW),
                given("gzip bomb", saying(HostileAnswers.bomb()), "dead", "unknown-answer", 1, NEW),
                given("1 GB body", HostileAnswers.gigabyte(), "dead", "unknown-answer", 1, NEW),
                later("429, seconds", "17", Duration.ofSeconds(17)),
                later("429, a date", inSeconds(600), Duration.ofSeconds(600)),
                later("429, zero", "0", Duration.ZERO),
                later("429, absurd", "99999999999", Duration.ofHours(1)),
                later("429, in the past", inSeconds(-600), Duration.ZERO),
                later("429, garbage", "soon", null),
                later("429, without", null, null));
    }

    @Test
    void whateverTheTargetDoesHasOneRightOutcome() throws Exception {
        for (HostileCase one : answers()) {
            try (RawServer server = new RawServer((request, socket) -> {
                        Script script = request.number() == 1 ? one.script() : saying(answer(200, YES));
                        script.answer(request, socket);
                    });
                    Accounts accounts = TestAccounts.main(server.url(), SETTINGS)) {
                deliver(one, server, accounts);
            }
        }
        withoutAConnection();
        severalEvents();
        write();
        List<String> faults = new ArrayList<>();
        results.forEach(result -> faults.addAll(result.faults(LONGEST)));
        assertThat(faults).isEmpty();
        assertThat(elsewhere.connections())
                .as("calls at the host of the redirects")
                .isZero();
    }

    private void withoutAConnection() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        notReached(given("port refused", null, "retry", "not-sent", 0, NONE), "http://127.0.0.1:" + port + "/");
        notReached(given("DNS fails", null, "retry", "not-sent", 0, NONE), "https://nowhere.invalid/hook");
        TestCertificates certificates = new TestCertificates(stores);
        HostileCase good = given("TLS: as it should be", null, "accepted", "1100", 1, KEPT);
        overTls(good, certificates.trusted(), certificates);
        overTls(refused("TLS: expired"), certificates.expired(), certificates);
        overTls(refused("TLS: another host"), certificates.ofAnotherHost(), certificates);
        overTls(refused("TLS: self-signed"), certificates.selfSigned(), certificates);
        try (RawServer server = new RawServer(cuttingOff(), saying(""))) {
            notReached(
                    given("TLS: cut handshake", null, "retry", "not-sent", 0, NONE),
                    "https://127.0.0.1:" + server.port() + "/hook");
        }
    }

    private static ServerSocket cuttingOff() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                Socket socket = super.accept();
                reset(socket);
                return socket;
            }
        };
    }

    private static HostileCase refused(String name) {
        return given(name, null, "later", "certificate", 0, NONE);
    }

    private void notReached(HostileCase one, String url) throws Exception {
        try (Accounts accounts = TestAccounts.main(url, SETTINGS)) {
            deliver(one, null, accounts);
        }
    }

    private void overTls(HostileCase one, ServerSocket listener, TestCertificates certificates) throws Exception {
        try (RawServer server = new RawServer(listener, saying(answer(200, YES)));
                Accounts accounts = TestAccounts.main(
                        "https://127.0.0.1:" + server.port() + "/hook", certificates.settings(SETTINGS))) {
            deliver(one, server, accounts);
            assertThat(server.requests()).as(one.name()).hasSize(one.next() == NONE ? 0 : 2);
        }
    }

    private void deliver(HostileCase one, RawServer server, Accounts accounts) throws Exception {
        long start = System.nanoTime();
        Verdict verdict = TestAccounts.deliver(accounts, "first");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Connection next = server == null ? NONE : next(one, server, accounts);
        results.add(new Result(one, List.of(verdict), took, next));
    }

    /** Posts once more, where the gate lets it, and looks which connection that came by. */
    private static Connection next(HostileCase one, RawServer server, Accounts accounts) throws Exception {
        hesitate();
        long until = System.nanoTime() + Duration.ofMillis(300).toNanos();
        Verdict second = TestAccounts.deliver(accounts, "second");
        while (second.attempts() == 0 && second.outcome() == Outcome.LATER && System.nanoTime() - until < 0) {
            second = TestAccounts.deliver(accounts, "second");
        }
        if (second.attempts() == 0) {
            return NONE;
        }
        int first = server.requests().get(0).connection();
        assertThat(server.requests()).as("POSTs: " + one.name()).hasSize(2);
        assertThat(second.outcome()).as("of the event after: " + one.name()).isEqualTo(Outcome.ACCEPTED);
        return server.requests().get(1).connection() == first ? KEPT : NEW;
    }

    /** What only several events show. */
    private void severalEvents() throws Exception {
        several(
                given("HTML always", saying(HTML), "dead, dead, later", "unknown-answer", 3, ANY),
                List.of("1", "2", "3"));
        several(
                given(
                        "403 for one payload only",
                        badOneRefused(),
                        "later, accepted, later, accepted, later, accepted, later, accepted, dead",
                        "refused-alone",
                        9,
                        ANY),
                List.of("bad", "good", "bad", "good", "bad", "good", "bad", "good", "bad"));
        Script yesAtLast =
                (request, socket) -> send(socket, request.number() <= 5 ? answer(401, "") : answer(200, YES));
        patiently(given("401 five times, then right", yesAtLast, "accepted", "1100", 6, ANY));
        Script closing = (request, socket) -> {
            send(socket, answer(200, YES));
            if (request.number() % 3 == 0) {
                socket.close();
            }
        };
        several(
                given("keep-alive closed at random", closing, "accepted, accepted, accepted, accepted", "1100", 4, ANY),
                List.of("1", "2", "3", "4"));
    }

    private static Script badOneRefused() {
        return (request, socket) -> send(socket, request.body().contains("bad") ? answer(403, "") : answer(200, YES));
    }

    private void several(HostileCase one, List<String> events) throws Exception {
        try (RawServer server = new RawServer(one.script());
                Accounts accounts = TestAccounts.main(server.url(), SETTINGS)) {
            long start = System.nanoTime();
            List<Verdict> verdicts = new ArrayList<>();
            for (String event : events) {
                verdicts.add(untilPosted(accounts, event));
            }
            results.add(new Result(one, verdicts, Duration.ofNanos(System.nanoTime() - start), ANY));
        }
    }

    private static Verdict untilPosted(Accounts accounts, String event) throws Exception {
        long until = System.nanoTime() + LONGEST.toNanos();
        Verdict verdict;
        do {
            hesitate();
            verdict = TestAccounts.deliver(accounts, event);
        } while (verdict.attempts() == 0 && System.nanoTime() - until < 0);
        return verdict;
    }

    /** Longer than a gate's first probe, and than a kept connection is trusted without a look. */
    private static void hesitate() {
        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
    }

    private void patiently(HostileCase one) throws Exception {
        try (RawServer server = new RawServer(one.script());
                Accounts accounts = TestAccounts.main(server.url(), SETTINGS)) {
            long start = System.nanoTime();
            Verdict verdict = accounts.get("main").deliver(TestAccounts.patient("patient"));
            results.add(new Result(one, List.of(verdict), Duration.ofNanos(System.nanoTime() - start), ANY));
        }
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder("What a target did, and what came of the event, on "
                + LocalDate.now(ZoneOffset.UTC) + "; response time-out 500 ms, total time-out 1.2 s\n\n"
                + "| target | outcome | code | POSTs | possible duplicate | time | Retry-After | next connection |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        results.forEach(result -> text.append(result.row()));
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, text);
    }

    private String redirect(int status) {
        return answer(status, "", "Location: " + elsewhere.url());
    }

    private static HostileCase given(
            String name, Script script, String outcome, String code, int attempts, Connection next) {
        return new HostileCase(name, script, outcome, code, attempts, null, next);
    }

    private static HostileCase later(String name, String retryAfter, Duration read) {
        String answer = retryAfter == null ? answer(429, "") : answer(429, "", "Retry-After: " + retryAfter);
        return new HostileCase(name, saying(answer), "retry", "http-429", 1, read, ANY);
    }

    private static String inSeconds(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME
                .withLocale(Locale.ROOT)
                .format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
    }
}
