package com.eventcourier.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook that says yes to everything, when it is let. It keeps what it received. */
final class Target implements AutoCloseable {

    static {
        // without it the answer's head waits 40 ms for the acknowledgement of nothing
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile CountDownLatch door = new CountDownLatch(0);
    private volatile int status = 200;
    private volatile int code = 1100;
    private volatile String pageFor;
    private volatile int pageStatus;

    Target() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(event);
            door.await();
            boolean page = pageFor != null && event.contains(pageFor);
            String body = page ? "<html>Blocked</html>" : "{\"status\":{\"code\":" + code + "},\"requestId\":\"r\"}";
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page ? pageStatus : status, answer.length);
            exchange.getResponseBody().write(answer);
            answered.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/eucrm/webhooks/1";
    }

    /** From now on answers wait. */
    void shut() {
        door = new CountDownLatch(1);
    }

    void open() {
        door.countDown();
    }

    /** From now on answers come at once again; those that wait go on waiting. */
    void openForOthers() {
        door = new CountDownLatch(0);
    }

    /** The code in the answers from now on. */
    void code(int newCode) {
        code = newCode;
    }

    /** The HTTP status of the answers from now on. */
    void status(int newStatus) {
        status = newStatus;
    }

    /** From now on events with this text in them get a page with this status, as from something before the webhook. */
    void page(String text, int withStatus) {
        pageStatus = withStatus;
        pageFor = text;
    }

    int answered() {
        return answered.get();
    }

    Collection<String> received() {
        return received;
    }

    /** How often an event with this text in it came in. */
    long count(String text) {
        return received.stream().filter(body -> body.contains(text)).count();
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
    }
}
