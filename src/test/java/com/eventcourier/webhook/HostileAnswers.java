package com.eventcourier.webhook;

import static com.eventcourier.webhook.RawServer.YES;
import static com.eventcourier.webhook.RawServer.answer;
import static com.eventcourier.webhook.RawServer.reset;
import static com.eventcourier.webhook.RawServer.send;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.eventcourier.webhook.RawServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** The ways in which a target answers that no target should. */
final class HostileAnswers {

    private static final int PART = 1 << 16;

    private final CountDownLatch end = new CountDownLatch(1);

    /** Lets go whoever holds an answer back. */
    void end() {
        end.countDown();
    }

    static Script saying(String answer) {
        return (request, socket) -> send(socket, answer);
    }

    static Script thenClosing(String bytes) {
        return (request, socket) -> {
            send(socket, bytes);
            socket.close();
        };
    }

    static Script thenResetting(String bytes) {
        return (request, socket) -> {
            send(socket, bytes);
            reset(socket);
        };
    }

    Script silence() {
        return (request, socket) -> end.await();
    }

    /** These bytes, and then nothing more, on an open connection. */
    Script thenSilence(String bytes) {
        return (request, socket) -> {
            send(socket, bytes);
            end.await();
        };
    }

    /** The answer is whole and read, and the connection is reset only then. */
    Script resetLater(String answer, long millis) {
        return (request, socket) -> {
            send(socket, answer);
            end.await(millis, TimeUnit.MILLISECONDS);
            reset(socket);
        };
    }

    Script aByteEach(long millis, String answer) {
        return (request, socket) -> {
            for (int i = 0; i < answer.length() && !end.await(millis, TimeUnit.MILLISECONDS); i++) {
                send(socket, answer.substring(i, i + 1));
            }
        };
    }

    /** A good beginning and then a gigabyte, for as long as anybody reads. */
    static Script gigabyte() {
        return (request, socket) -> {
            send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{\"status\":{\"code\":1100},\"x\":\"");
            byte[] part = "x".repeat(PART).getBytes(ISO_8859_1);
            for (long written = 0; written < 1_000_000_000; written += PART) {
                socket.getOutputStream().write(part);
            }
        };
    }

    /** A hundred kilobytes that would be a hundred megabytes. */
    static String bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] part = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                gzip.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer(200, packed.toString(ISO_8859_1), "Content-Encoding: gzip");
    }

    static String chunked(String rest) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + rest;
    }

    /** An answer that announces another length than it has. */
    static String announcing(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + YES;
    }
}
