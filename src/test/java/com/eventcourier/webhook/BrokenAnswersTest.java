package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.reset;
import static com.eventcourier.webhook.RawServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Targets that do not answer as they should. Written and no whole answer: ambiguous. Not written: retry. */
class BrokenAnswersTest {

    private final CountDownLatch endOfTest = new CountDownLatch(1);

    @Test
    void aRefusedConnectionSendsNothing() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Accounts accounts = TestAccounts.main("http://127.0.0.1:" + port + "/")) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(verdict.code()).isEqualTo("not-sent");
            assertThat(verdict.attempts()).isZero();
            assertThat(verdict.possibleDuplicate()).isFalse();
            assertThat(verdict.reason())
                    .isEqualTo("The connection to 127.0.0.1:" + port + " was refused: the event was never sent");
        }
    }

    @Test
    void anUnknownHostSendsNothing() throws Exception {
        try (Accounts accounts = TestAccounts.main("https://nowhere.invalid/hook")) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(verdict.code()).isEqualTo("not-sent");
            assertThat(verdict.reason())
                    .isEqualTo("The name of nowhere.invalid cannot be resolved: the event was never sent");
        }
    }

    @Test
    void aBrokenHandshakeSendsNothing() throws Exception {
        try (RawServer server = RawServer.saying("this is not TLS\r\n\r\n");
                Accounts accounts =
                        TestAccounts.main("https://127.0.0.1:" + server.port() + "/", "connect-timeout", "300ms")) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            assertThat(verdict.code()).isEqualTo("not-sent");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void silenceAfterThePostIsAmbiguous() throws Exception {
        assertAmbiguous(
                (request, socket) -> endOfTest.await(),
                "did not answer within the response time-out: the target may have the event");
    }

    @Test
    void aCloseWithoutAnAnswerIsAmbiguous() throws Exception {
        assertAmbiguous((request, socket) -> socket.close(), "closed the connection without an answer");
    }

    @Test
    void aResetBeforeTheAnswerIsAmbiguous() throws Exception {
        assertAmbiguous((request, socket) -> reset(socket), "broke before the answer was read");
    }

    @Test
    void aResetInTheHeadersIsAmbiguous() throws Exception {
        assertAmbiguous(
                (request, socket) -> {
                    send(socket, "HTTP/1.1 200 OK\r\nContent-Le");
                    socket.close();
                },
                "broke before the answer was read");
    }

    @Test
    void aResetInTheMiddleOfTheBodyIsAmbiguous() throws Exception {
        assertAmbiguous(
                (request, socket) -> {
                    send(socket, answer(200, YES).substring(0, answer(200, YES).length() - 20));
                    socket.close();
                },
                "HTTP 200 whose body did not arrive whole");
    }

    @Test
    void aMalformedChunkIsAmbiguous() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertAmbiguous((request, socket) -> send(socket, head + "zz\r\n" + YES), "did not arrive whole");
    }

    @Test
    void aBodyWithoutALengthThatEndsTooEarlyIsAmbiguous() throws Exception {
        assertAmbiguous(
                (request, socket) -> {
                    send(socket, "HTTP/1.1 200 OK\r\n\r\n" + YES.substring(0, 30));
                    socket.close();
                },
                "did not arrive whole");
    }

    @Test
    void aBodyWithoutALengthIsReadToTheEndOfTheConnection() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
                    send(socket, "HTTP/1.1 200 OK\r\n\r\n" + YES);
                    socket.close();
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            assertThat(TestAccounts.deliver(accounts, "RAND121").outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void aStatusOtherThanSuccessCountsEvenIfItsBodyBreaksOff() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
                    send(socket, "HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\n{");
                    socket.close();
                });
                Accounts accounts = TestAccounts.main(server.url())) {
            assertThat(TestAccounts.deliver(accounts, "RAND121").code()).isEqualTo("http-401");
        }
    }

    @Test
    void aDrippingAnswerIsCutByTheTotalTimeout() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> drip(socket, answer(200, YES)));
                Accounts accounts = TestAccounts.main(server.url(), "total-timeout", "400ms")) {
            long start = System.nanoTime();
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(2));
            assertThat(verdict.outcome()).isEqualTo(Outcome.AMBIGUOUS);
            assertThat(verdict.reason()).contains("did not answer within the total time-out");
        }
    }

    @Test
    void anEndlessAnswerIsCutAtItsLimit() throws Exception {
        AtomicLong written = new AtomicLong();
        try (RawServer server = new RawServer((request, socket) -> flood(socket, written));
                Accounts accounts = TestAccounts.main(server.url(), "max-answer", "8KB")) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(verdict.code()).isEqualTo("unknown-answer");
            assertThat(verdict.reason())
                    .isEqualTo("HTTP 200 with a body longer than max-answer: this does not come from the webhook;"
                            + " look for a proxy or a wrong url");
            assertThat(verdict.answer()).hasSize(2048);
            assertThat(written.get()).isLessThan(64 << 20);
        }
    }

    @Test
    void aCompressedAnswerIsNotDecoded() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(YES.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        String body = packed.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (RawServer server = RawServer.saying(answer(200, body, "Content-Encoding: gzip"));
                Accounts accounts = TestAccounts.main(server.url())) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.DEAD);
            assertThat(verdict.code()).isEqualTo("unknown-answer");
        }
    }

    @Test
    void quickAttemptsAreCountedAndTheFirstYesEndsThem() throws Exception {
        try (RawServer server = new RawServer(
                        (request, socket) -> send(socket, request.number() == 1 ? answer(500, "") : answer(200, YES)));
                Accounts accounts = TestAccounts.main(server.url(), "quick-attempts", 2)) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(verdict.attempts()).isEqualTo(2);
            assertThat(verdict.mayRepeat()).isEqualTo("http-500");
            assertThat(verdict.tried()).singleElement().satisfies(first -> {
                assertThat(first.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
                assertThat(first.posts()).isOne();
                assertThat(first.code()).isEqualTo("http-500");
                assertThat(first.http()).isEqualTo(500);
                assertThat(first.reason()).isEqualTo("HTTP 500: the target is in trouble");
            });
        }
    }

    private void assertAmbiguous(RawServer.Script script, String reason) throws Exception {
        try (RawServer server = new RawServer(script);
                Accounts accounts = TestAccounts.main(server.url(), "response-timeout", "300ms")) {
            Verdict verdict = TestAccounts.deliver(accounts, "RAND121");
            assertThat(verdict.outcome()).isEqualTo(Outcome.AMBIGUOUS);
            assertThat(verdict.code()).isEqualTo("no-answer");
            assertThat(verdict.attempts()).isOne();
            assertThat(verdict.possibleDuplicate()).isTrue();
            assertThat(verdict.reason()).contains(reason);
            assertThat(server.requests()).hasSize(1);
        } finally {
            endOfTest.countDown();
        }
    }

    private void drip(Socket socket, String answer) throws Exception {
        for (int i = 0; i < answer.length() && !endOfTest.await(50, TimeUnit.MILLISECONDS); i++) {
            send(socket, answer.substring(i, i + 1));
        }
    }

    private static void flood(Socket socket, AtomicLong written) throws Exception {
        send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{\"status\":{\"code\":1100},\"x\":\"");
        byte[] part = "x".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        while (written.addAndGet(part.length) < 1_000_000_000) {
            socket.getOutputStream().write(part);
        }
    }
}
