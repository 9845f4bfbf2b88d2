package com.eventcourier.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The wire between a client and a server of this machine: it can be cut in the middle, and it can go dead. */
public final class Wire implements AutoCloseable {

    private static final int BLOCK = 16 * 1024;

    private final ServerSocket listener;
    private final int server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong toCut = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean dead;
    private volatile int bytesPerMilli = Integer.MAX_VALUE;

    Wire(int server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections there were so far. */
    int connections() {
        return connections.get();
    }

    /** Once, when so many bytes more have come from the server, every connection is cut. */
    public void cutAfter(long bytes) {
        toCut.set(bytes);
    }

    /** Nothing passes any more, and nobody is told. */
    public void die() {
        dead = true;
    }

    void revive() {
        dead = false;
        cut();
    }

    /** As slow a line as this, in bytes from the server. */
    public void slow(int newBytesPerMilli) {
        bytesPerMilli = newBytesPerMilli;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                connections.incrementAndGet();
                sockets.add(client);
                threads.execute(() -> join(client));
            }
        } catch (IOException e) {
            // closed at the end of the test
        }
    }

    private void join(Socket client) {
        try {
            Socket other = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(other);
            threads.execute(() -> pass(client, other, false));
            pass(other, client, true);
        } catch (IOException e) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to, boolean fromServer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                while (dead) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                if (fromServer) {
                    if (toCut.addAndGet(-read) < 0) {
                        toCut.set(Long.MAX_VALUE);
                        cut();
                        return;
                    }
                    TimeUnit.MILLISECONDS.sleep(read / bytesPerMilli);
                }
                out.write(block, 0, read);
            }
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void cut() {
        sockets.forEach(Wire::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        dead = false;
        listener.close();
        cut();
        threads.shutdownNow();
    }
}
