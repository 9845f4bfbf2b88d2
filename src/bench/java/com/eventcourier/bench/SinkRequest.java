package com.eventcourier.bench;

import java.nio.ByteBuffer;

/** What has arrived of the requests of one connection. */
final class SinkRequest {

    private static final byte[] LENGTH = "content-length:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int ROOM = 64 * 1024;

    private final byte[] bytes = new byte[ROOM];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int end;

    /** Where the next bytes go. */
    ByteBuffer room() {
        return buffer;
    }

    /** A whole request is there. */
    boolean isWhole() {
        int have = buffer.position();
        for (int i = 3; i < have; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                end = i + 1 + length(i);
                return have >= end;
            }
        }
        return false;
    }

    private int length(int headEnd) {
        for (int i = 0; i < headEnd; i++) {
            if (bytes[i] == '\n' && isLength(i + 1)) {
                return number(i + 1 + LENGTH.length);
            }
        }
        return 0;
    }

    private boolean isLength(int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            int letter = bytes[from + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from) {
        int value = 0;
        for (int i = from; bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                value = value * 10 + bytes[i] - '0';
            }
        }
        return value;
    }

    boolean isPost() {
        return bytes[0] == 'P';
    }

    /** {@code GET /mark}: the first POST from now on is timed. */
    boolean isMark() {
        return bytes[5] == 'm';
    }

    /** The request was answered; what is behind it is the next. */
    void done() {
        buffer.limit(buffer.position()).position(end);
        buffer.compact();
    }
}
