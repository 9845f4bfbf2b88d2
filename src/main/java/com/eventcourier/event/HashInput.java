package com.eventcourier.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Bytes to hash, each part with its kind and its length before it, so that no two different inputs give the same bytes.
 * Objects are written in the order of their keys; numbers by their value, so that 20, 20.0 and 2e1 are the same.
 */
final class HashInput {
    private static final ThreadLocal<HashInput> OF_THREAD = ThreadLocal.withInitial(HashInput::new);
    private static final int KEPT = 64 * 1024;

    private final MessageDigest sha256 = newSha256();
    private byte[] buffer = new byte[1024];
    private int length;

    private HashInput() {}

    /** This thread's, empty. */
    static HashInput start() {
        HashInput input = OF_THREAD.get();
        input.length = 0;
        return input;
    }

    HashInput text(String text) {
        return part('t', hasLoneSurrogate(text) ? withLoneSurrogates(text) : text.getBytes(StandardCharsets.UTF_8));
    }

    HashInput bytes(byte[] bytes) {
        return part('b', bytes);
    }

    HashInput number(long number) {
        return part('n', Long.toString(number).getBytes(StandardCharsets.ISO_8859_1));
    }

    HashInput node(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> text(node.textValue());
            case NUMBER -> part('n', canonical(node).getBytes(StandardCharsets.ISO_8859_1));
            case OBJECT -> object((ObjectNode) node);
            case ARRAY -> array(node);
            default -> part('w', node.asText().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The first bytes of the hash. */
    byte[] sha256(int bytes) {
        sha256.update(buffer, 0, length);
        byte[] hash = Arrays.copyOf(sha256.digest(), bytes);
        if (buffer.length > KEPT) {
            buffer = new byte[1024];
        }
        return hash;
    }

    private HashInput object(ObjectNode object) {
        String[] keys = new String[object.size()];
        Iterator<String> names = object.fieldNames();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = names.next();
        }
        Arrays.sort(keys);
        head('o', keys.length);
        for (String key : keys) {
            text(key).node(object.get(key));
        }
        return this;
    }

    private HashInput array(JsonNode array) {
        head('a', array.size());
        for (JsonNode element : array) {
            node(element);
        }
        return this;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** UTF-8 has no bytes for half a pair, and Java writes a question mark: two different texts would be the same. */
    private static byte[] withLoneSurrogates(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 3);
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3F);
                bytes.write(0x80 | point & 0x3F);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    private HashInput part(char kind, byte[] bytes) {
        head(kind, bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private void head(char kind, int size) {
        room(5);
        buffer[length++] = (byte) kind;
        buffer[length++] = (byte) (size >>> 24);
        buffer[length++] = (byte) (size >>> 16);
        buffer[length++] = (byte) (size >>> 8);
        buffer[length++] = (byte) size;
    }

    private void room(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }

    private static String canonical(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.isBigInteger() ? canonical(number.decimalValue()) : canonical(number.longValue());
        }
        double nearest = number.isBigDecimal() ? 0 : number.doubleValue();
        boolean finite = !Double.isNaN(nearest) && !Double.isInfinite(nearest);
        return finite ? canonical(number.decimalValue()) : Double.toString(nearest);
    }

    private static String canonical(long number) {
        return number % 10 == 0 ? canonical(BigDecimal.valueOf(number)) : Long.toString(number);
    }

    private static String canonical(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
