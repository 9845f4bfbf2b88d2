package com.eventcourier.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A webhook of bare sockets that the product knows nothing of: it shows every POST, with its headers as they came, to a
 * witness, and answers as told.
 */
final class RecordingTarget implements AutoCloseable {

    /** @param headers the header lines in their order, as they came */
    record Post(String firstLine, List<String> headers, String body) {}

    /**
     * @param status 0 for no answer
     * @param afterMillis how long the target thinks about it
     * @param reset whether it resets the connection then
     */
    record Answer(int status, String body, long afterMillis, boolean reset) {

        static Answer yes() {
            return new Answer(200, null, 0, false);
        }

        static Answer status(int status) {
            return new Answer(status, "{}", 0, false);
        }

        static Answer none() {
            return new Answer(0, null, 0, true);
        }

        Answer after(long millis) {
            return new Answer(status, body, millis, reset);
        }

        Answer thenReset() {
            return new Answer(status, body, afterMillis, true);
        }
    }

    /** What the target says to a POST; the first ever has number 1. */
    interface Script {
        Answer answer(Post post, long number);
    }

    private static final String PATH = "/eucrm/webhooks/d61233f7";

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Post> kept = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final Consumer<Post> witness;
    private volatile Script script = (post, number) -> Answer.yes();

    /** Keeps every POST. */
    RecordingTarget() throws IOException {
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        witness = kept::add;
        threads.execute(this::accept);
    }

    /** Shows every POST to a witness and keeps none. */
    RecordingTarget(Consumer<Post> witness) throws IOException {
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.witness = witness;
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + PATH;
    }

    /** From now on. */
    void answer(Script byPost) {
        script = byPost;
    }

    List<Post> posts() {
        return new ArrayList<>(kept);
    }

    /** How many POSTs came, answered or not. */
    long count() {
        return count.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed at the end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String first = line(in); first != null; first = line(in)) {
                Post post = rest(in, first);
                long number = count.incrementAndGet();
                witness.accept(post);
                Answer answer = script.answer(post, number);
                send(socket, answer, number);
                if (answer.reset()) {
                    socket.setSoLinger(true, 0);
                    return;
                }
            }
        } catch (IOException e) {
            // the courier went away, which is what many of these tests are about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private static void send(Socket socket, Answer answer, long number) throws IOException, InterruptedException {
        if (answer.afterMillis() > 0) {
            TimeUnit.MILLISECONDS.sleep(answer.afterMillis());
        }
        if (answer.status() == 0) {
            return;
        }
        String body = answer.body() != null
                ? answer.body()
                : "{\"status\":{\"code\":1100,\"message\":\"Event is pushed to transformation state\"},\"requestId\":\"r-"
                        + number + "\"}";
        String whole = "HTTP/1.1 " + answer.status() + " Whatever\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(whole.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static Post rest(InputStream in, String first) throws IOException {
        List<String> headers = new ArrayList<>(8);
        int length = 0;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            headers.add(line);
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the courier was killed in the middle of a POST");
        }
        return new Post(first, headers, new String(body, UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
