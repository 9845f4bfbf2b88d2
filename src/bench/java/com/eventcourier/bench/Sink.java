package com.eventcourier.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A webhook that says yes to everything and costs little: one thread, keep-alive, no parsing beyond the length. It counts
 * the POSTs and answers {@code GET} with "posts millis-of-the-first-since-the-last-GET-/mark".
 */
final class Sink {

    private final byte[] yes = answer("{\"status\":{\"success\":true,\"code\":1100,\"message\":\"accepted\"},"
            + "\"requestId\":\"5b1f0c3e-8a52-4d3f-9c6e-000000000000\"}");
    private final int digits = new String(yes, StandardCharsets.US_ASCII).indexOf("000000000000");
    private long posts;
    private long firstAt;

    private Sink() {}

    /** Prints its port and serves until it is ended. */
    public static void main(String[] args) throws IOException {
        new Sink().serve();
    }

    private void serve() throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        System.out.println("port " + server.socket().getLocalPort());
        while (selector.isOpen()) {
            selector.select(key -> {
                if (key.isAcceptable()) {
                    accept(server, selector);
                } else {
                    read((SocketChannel) key.channel(), (SinkRequest) key.attachment());
                }
            });
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) {
        try {
            SocketChannel client = server.accept();
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.register(selector, SelectionKey.OP_READ, new SinkRequest());
        } catch (IOException e) {
            throw new IllegalStateException("The sink cannot accept connections", e);
        }
    }

    private void read(SocketChannel client, SinkRequest request) {
        try {
            if (client.read(request.room()) < 0) {
                client.close();
                return;
            }
            while (request.isWhole()) {
                write(client, request.isPost() ? yes() : seen(request.isMark()));
                request.done();
            }
        } catch (IOException e) {
            close(client);
        }
    }

    private static void write(SocketChannel client, byte[] answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private byte[] yes() {
        if (firstAt == 0) {
            firstAt = System.currentTimeMillis();
        }
        posts++;
        long rest = posts;
        for (int i = digits + 11; i >= digits; i--) {
            yes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return yes;
    }

    private byte[] seen(boolean mark) {
        if (mark) {
            firstAt = 0;
        }
        return answer(posts + " " + firstAt);
    }

    private static byte[] answer(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            System.err.println("A connection did not close: " + e.getMessage());
        }
    }
}
