package com.eventcourier.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that is not used again when anything came on it while it lay still, be it only a farewell: the client's own
 * asks no more than whether it ended, and an event that is written behind a farewell has no answer.
 */
final class KeptConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

    private final AnswerParser parser;
    private volatile boolean closed;
    private Timeout socketTimeout;

    KeptConnection(Http1Config limits) {
        this(limits, new AnswerParser(limits));
    }

    private KeptConnection(Http1Config limits, AnswerParser parser) {
        super(limits, null, null, null, null, null, same -> parser);
        this.parser = parser;
    }

    /** Asked when an answer was read: one that came with more than itself ends its connection. */
    @Override
    public boolean isConsistent() {
        return super.isConsistent() && !parser.hasMore();
    }

    /** Asked before it is used again: it is good only if nothing comes, neither bytes nor an end. */
    @Override
    public boolean isStale() throws IOException {
        if (!isOpen()) {
            return true;
        }
        try {
            awaitInput(A_MOMENT);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void bind(Socket socket) throws IOException {
        endIfClosed(socket);
        super.bind(socket);
        socketTimeout = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public void bind(SSLSocket secured, Socket socket) throws IOException {
        endIfClosed(secured);
        super.bind(secured, socket);
        socketTimeout = Timeout.ofMilliseconds(secured.getSoTimeout());
    }

    /** The total time-out may run out while the way is still being made. */
    private void endIfClosed(Socket socket) throws IOException {
        if (closed) {
            socket.close();
            throw new InterruptedIOException("The connection is closed");
        }
    }

    @Override
    public Socket getSocket() {
        return getSocketHolder() == null ? null : getSocketHolder().getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        closed = true;
        super.close(mode);
    }
}
