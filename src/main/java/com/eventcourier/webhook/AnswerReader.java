package com.eventcourier.webhook;

import com.eventcourier.webhook.Reply.Answer;
import com.eventcourier.webhook.Reply.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** Reads an answer up to a limit. A body that breaks off is still an answer: its status may say enough. */
final class AnswerReader {

    private static final String REQUEST_ID_HEADER = "x-cap-hydra-request-id";
    private static final byte[] EMPTY = new byte[0];
    private static final int USUAL_SIZE = 512;

    private final int limit;

    AnswerReader(int limit) {
        this.limit = limit;
    }

    Answer read(ClassicHttpResponse response, boolean sent) {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return answer(response, sent, EMPTY, 0, Ending.COMPLETE);
        }
        long announced = entity.getContentLength();
        byte[] bytes = new byte[announced > 0 && announced < limit ? (int) announced + 1 : USUAL_SIZE];
        int length = 0;
        try {
            InputStream in = entity.getContent();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes, length, bytes.length - length)) {
                length += read;
                if (length > limit) {
                    return answer(response, sent, bytes, limit, Ending.TOO_LONG);
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, limit + 1));
                }
            }
        } catch (IOException | RuntimeException e) {
            return answer(response, sent, bytes, length, Ending.BROKEN);
        }
        boolean measured = announced >= 0 || entity.isChunked();
        return answer(response, sent, bytes, length, measured ? Ending.COMPLETE : Ending.WITH_THE_CONNECTION);
    }

    private static Answer answer(ClassicHttpResponse response, boolean sent, byte[] body, int length, Ending ending) {
        return new Answer(
                sent,
                response.getCode(),
                body,
                length,
                charset(response.getEntity()),
                ending,
                valueOf(response.getFirstHeader(REQUEST_ID_HEADER)),
                valueOf(response.getFirstHeader(HttpHeaders.RETRY_AFTER)));
    }

    private static Charset charset(HttpEntity entity) {
        try {
            ContentType type = entity == null ? null : ContentType.parseLenient(entity.getContentType());
            return type == null ? null : type.getCharset();
        } catch (IllegalCharsetNameException e) {
            return null;
        }
    }

    private static String valueOf(Header header) {
        return header == null ? null : header.getValue();
    }
}
