package com.eventcourier.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What one record may become at most, so that no mapping fills the memory, the ledger or the target's patience. */
final class PayloadBounds {
    static final int MOST_EVENTS = 1000;
    static final int MOST_BYTES = 1024 * 1024;

    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();
    /** A character takes six bytes at most, as {@code \\u0001}. */
    private static final int BYTES_OF_CHARACTER = 6;

    private static final int LENGTH_OF_NUMBER = 30;
    private static final long UNKNOWN = Integer.MAX_VALUE;

    private PayloadBounds() {}

    /** Why the payload cannot be sent nor even be kept; null if it can. */
    static Fault fault(ObjectNode payload) {
        return surelyFits(payload) ? null : measured(payload);
    }

    /** Looks at lengths only: writing each payload twice would cost more than all its other checks. */
    private static boolean surelyFits(ObjectNode payload) {
        long characters = 0;
        for (Map.Entry<String, JsonNode> field : payload.properties()) {
            characters += field.getKey().length() + mostCharacters(field.getValue());
        }
        return characters * BYTES_OF_CHARACTER <= MOST_BYTES;
    }

    private static long mostCharacters(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().length();
        }
        if (value.isBigDecimal()) {
            return value.decimalValue().precision() + (long) LENGTH_OF_NUMBER;
        }
        return value.isContainerNode() || value.isBigInteger() ? UNKNOWN : LENGTH_OF_NUMBER;
    }

    private static Fault measured(ObjectNode payload) {
        Measure measure = new Measure();
        try {
            JSON.writeValue(measure, payload);
            return null;
        } catch (JsonProcessingException e) {
            return measure.over ? tooLarge() : Fault.of(Codes.POISON, "The payload is nested too deeply to be written");
        } catch (IOException e) {
            return tooLarge();
        }
    }

    private static Fault tooLarge() {
        return Fault.of(Codes.TOO_LARGE, "The payload is larger than " + MOST_BYTES + " bytes");
    }

    /** Counts and keeps nothing; refuses more than the limit. */
    private static final class Measure extends OutputStream {
        private long bytes;
        private boolean over;

        @Override
        public void write(int one) throws IOException {
            count(1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            count(length);
        }

        private void count(int more) throws IOException {
            bytes += more;
            over = bytes > MOST_BYTES;
            if (over) {
                throw new IOException("larger than allowed");
            }
        }
    }
}
