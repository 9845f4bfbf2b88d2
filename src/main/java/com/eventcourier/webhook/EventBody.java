package com.eventcourier.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The body of one POST, which also remembers how far the POST got: the client copies the request, not its body. */
final class EventBody extends AbstractHttpEntity {

    private static final String JSON = "application/json";

    private final byte[] json;
    private volatile boolean begun;
    private volatile boolean sent;

    EventBody(byte[] json) {
        super(JSON, null);
        this.json = json;
    }

    /** Writing began, so there was a connection. */
    boolean begun() {
        return begun;
    }

    /**
     * The last byte was accepted by the operating system. Before that the target cannot have the whole event, for the
     * announced length is not reached; from here on it may.
     */
    boolean sent() {
        return sent;
    }

    void markSent() {
        sent = true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        begun = true;
        out.write(json);
    }

    @Override
    public long getContentLength() {
        return json.length;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(json);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {}
}
