package com.eventcourier.feed.http;

import com.eventcourier.feed.Format;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Judges a body as a whole. One JSON document that is broken has no records that anybody could trust, so it is refused;
 * of lines each one stands for itself.
 */
final class JsonBody {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private JsonBody() {}

    /** The format in which the records of this body are cut. */
    static Format format(Format.Type type, byte[] body) {
        if (isBlank(body)) {
            throw refused("The body is empty. Send a JSON object, an array of objects, or one object a line.");
        }
        if (type == Format.Type.NDJSON) {
            return new Format(type, null, StandardCharsets.UTF_8, null);
        }
        try (JsonParser parser = JSON.createParser(text(body))) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                throw refused("The body is neither a JSON object nor an array of objects.");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw refused("There is text after the end of the JSON document. One object a line is sent as"
                        + " application/x-ndjson.");
            }
            return new Format(
                    first == JsonToken.START_ARRAY ? Format.Type.JSON_ARRAY : Format.Type.JSON,
                    null,
                    StandardCharsets.UTF_8,
                    null);
        } catch (StreamConstraintsException e) {
            throw refused("The JSON is nested too deeply, or a number or name in it is too long.");
        } catch (JsonProcessingException e) {
            throw refused("The body is not JSON: a syntax error near line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ".");
        } catch (IOException e) {
            throw refused("The body is not JSON.");
        }
    }

    private static boolean isBlank(byte[] body) {
        for (int i = beginning(body); i < body.length; i++) {
            if (body[i] != ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** After a byte order mark, which RFC 8259 lets a reader pass over; the reader of the records does so too. */
    private static int beginning(byte[] body) {
        int length = BYTE_ORDER_MARK.length;
        boolean marked = body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK, 0, length);
        return marked ? length : 0;
    }

    private static String text(byte[] body) throws IOException {
        try {
            int begin = beginning(body);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body, begin, body.length - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("The body has bytes that are not valid in UTF-8.");
        }
    }

    private static Problem refused(String sentence) {
        return new Problem(400, "Bad request", sentence + " Nothing was stored.");
    }
}
