package com.eventcourier.webhook;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.Closer;

/** Sends a request and reads the head of its answer, and marks the moment between the two. */
final class MarkingExecutor extends HttpRequestExecutor {

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informational,
            HttpContext context)
            throws IOException, HttpException {
        try {
            connection.sendRequestHeader(request);
            if (request.getEntity() != null) {
                connection.sendRequestEntity(request);
            }
            connection.flush();
            if (request.getEntity() instanceof EventBody body) {
                body.markSent();
            }
            return answerTo(request, connection);
        } catch (HttpException | IOException | RuntimeException e) {
            Closer.closeQuietly(connection);
            throw e;
        }
    }

    private static ClassicHttpResponse answerTo(ClassicHttpRequest request, HttpClientConnection connection)
            throws IOException, HttpException {
        ClassicHttpResponse response = connection.receiveResponseHeader();
        while (response.getCode() < HttpStatus.SC_OK) {
            response = connection.receiveResponseHeader();
        }
        boolean tunnel = Method.CONNECT.isSame(request.getMethod()) && response.getCode() == HttpStatus.SC_OK;
        boolean bodiless =
                response.getCode() == HttpStatus.SC_NO_CONTENT || response.getCode() == HttpStatus.SC_NOT_MODIFIED;
        if (!tunnel && !bodiless) {
            connection.receiveResponseEntity(response);
        }
        return response;
    }
}
