package com.eventcourier.webhook;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.impl.io.LenientHttpResponseParser;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the head of an answer, and refuses one that was there before its POST: bytes that a target sends beyond an answer
 * would else be taken for what it says to the next event on that connection. For one connection.
 */
final class AnswerParser extends LenientHttpResponseParser {

    private boolean moreToCome;
    private SessionInputBuffer buffer;

    AnswerParser(Http1Config limits) {
        super(limits);
    }

    /** Whether bytes have arrived that nobody has read. */
    boolean hasMore() {
        return buffer != null && buffer.length() > 0;
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        this.buffer = buffer;
        if (hasMore() && !moreToCome) {
            throw new ProtocolException("more came than the answer to the event before");
        }
        ClassicHttpResponse response = super.parse(buffer, in);
        moreToCome = response != null && response.getCode() < HttpStatus.SC_OK;
        return response;
    }
}
