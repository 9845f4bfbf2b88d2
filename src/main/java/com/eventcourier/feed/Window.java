package com.eventcourier.feed;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a file that is in memory: from the start of the record being cut to what was read last. Places are counted
 * from the start of the record, so they stay true while the window moves on.
 */
final class Window implements Closeable {

    static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private long dropped;

    byte[] bytes = new byte[4 * CHUNK];
    int start;
    int end;

    Window(InputStream in) {
        this.in = in;
    }

    int available() {
        return end - start;
    }

    /** Reads on, keeping everything from the start of the record. False at the end of the file. */
    boolean more() throws IOException {
        if (bytes.length - end < CHUNK) {
            makeRoom();
        }
        int count = in.read(bytes, end, bytes.length - end);
        if (count <= 0) {
            return false;
        }
        end += count;
        return true;
    }

    private void makeRoom() {
        byte[] room = bytes.length - available() < 2 * CHUNK ? new byte[bytes.length + bytes.length / 2] : bytes;
        System.arraycopy(bytes, start, room, 0, available());
        bytes = room;
        dropped += start;
        end -= start;
        start = 0;
    }

    boolean has(int place) throws IOException {
        while (place >= available()) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** The byte at a place that is there. */
    byte at(int place) {
        return bytes[start + place];
    }

    byte[] copy(int length) {
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** The next record starts here. */
    void drop(int length) {
        start += length;
    }

    /** Where in the file, or in its conversion to UTF-8, a place is. */
    long offset(int place) {
        return dropped + start + place;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
