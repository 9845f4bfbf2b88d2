package com.eventcourier.inbox;

import static com.eventcourier.inbox.HttpDoorTest.TOKEN;
import static com.eventcourier.inbox.HttpDoorTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a client with its own idea of HTTP sends is refused by a problem document, too. */
class HttpByHandTest {

    private static final int PATIENCE_MILLIS = 60_000;

    @TempDir
    private static Path temp;

    private static Target target;
    private static RunningCourier courier;

    @BeforeAll
    static void start() {
        target = new Target();
        courier = new RunningCourier(
                new CourierFolder(temp),
                target,
                "--courier.http.port=0",
                "--courier.http.feeds.app.token=" + TOKEN,
                "--server.tomcat.connection-timeout=1s");
    }

    @AfterAll
    static void stop() {
        courier.close();
        target.close();
    }

    /** Sends all of this before it reads anything, as simple clients do; what it gets until the server closes. */
    private static String answerTo(String head, byte[] body, boolean ends) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), courier.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            if (ends) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String head(String line, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return line + " HTTP/1.1\r\nHost: door\r\nConnection: close\r\nAuthorization: Bearer " + TOKEN + "\r\n" + more
                + "\r\n";
    }

    private static String post(String... headers) {
        return head("POST /feeds/app/events", headers)
                .replace("\r\n\r\n", "\r\nContent-Type: application/json\r\n\r\n");
    }

    private static void isProblem(String answer, int status, String says) throws IOException {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0]).containsIgnoringCase("\r\nContent-Type: application/problem+json\r\n");
        JsonNode problem = CourierFolder.JSON.readTree(parts[1]);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).contains(says);
        assertThat(answer).doesNotContain(TOKEN, "Tomcat", "html");
        assertThat(courier.audit(false).read()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10000000, true", "30000000, true", "30000000, false"})
    void whoSendsFarTooMuchBeforeReadingIsToldSo(int length, boolean known) throws IOException {
        byte[] large = new byte[length];
        isProblem(
                known
                        ? answerTo(post("Content-Length: " + length), large, false)
                        : answerTo(
                                post("Transfer-Encoding: chunked") + Integer.toHexString(length) + "\r\n", large, true),
                413,
                "at most 1048576 bytes");
        String stranger = post("Content-Length: " + length).replace(TOKEN, "another");
        isProblem(answerTo(stranger, large, false), 401, "missing or wrong");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /feeds/app/events/a%2Fb, 400",
        "GET /feeds/app/events/a%5Cb, 400",
        "GET /%zz, 400",
        "GET /feeds/app/events/%zz, 400",
        "GET /[, 400",
        "TRACE /feeds/app/events, 405",
        "TRACE /nowhere, 405",
        "CONNECT /feeds/app/events, 501"
    })
    void whatTheServerItselfRefusesIsAProblem(String line, int status) throws IOException {
        isProblem(answerTo(head(line), new byte[0], false), status, "");
    }

    @Test
    void headersThatAreTooLongAreRefused() throws IOException {
        isProblem(
                answerTo(head("GET /feeds/app/events/x", "X-Long: " + "x".repeat(20_000)), new byte[0], false),
                400,
                "");
    }

    @Test
    void aBodyThatIsShorterThanItsLengthIsRefused() throws IOException {
        byte[] body = event("short").getBytes(StandardCharsets.UTF_8);

        isProblem(answerTo(post("Content-Length: 1000"), body, true), 400, "Nothing was stored");
        isProblem(
                answerTo(post("Transfer-Encoding: chunked"), "20\r\n{}".getBytes(StandardCharsets.UTF_8), true),
                400,
                "Nothing was stored");
        isProblem(
                answerTo(
                        post("Transfer-Encoding: chunked"),
                        "nonsense\r\n{}\r\n".getBytes(StandardCharsets.UTF_8),
                        false),
                400,
                "Nothing was stored");
    }

    @Test
    void aBodyThatStallsIsRefused() throws IOException {
        byte[] body = event("stalled").getBytes(StandardCharsets.UTF_8);

        isProblem(answerTo(post("Content-Length: 1000"), body, false), 408, "Nothing was stored");
    }
}
