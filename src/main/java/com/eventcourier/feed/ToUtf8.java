package com.eventcourier.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Converts a stream to UTF-8 on the fly. Bytes that are not valid in its charset become 0xFF, which is not valid in UTF-8
 * either: so the record they stand in is refused, and no other.
 */
final class ToUtf8 extends InputStream {

    private static final byte NEVER_UTF_8 = (byte) 0xFF;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer source = ByteBuffer.allocate(Window.CHUNK).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(Window.CHUNK);
    private final ByteBuffer utf8 = ByteBuffer.allocate(3 * Window.CHUNK + 16).limit(0);
    private final int unit;
    private boolean ended;

    ToUtf8(InputStream in, Charset charset) {
        this.in = in;
        // of two halves that do not belong together only the first is bad: the second may be a line end
        this.unit = charset.name().startsWith("UTF-16") ? 2 : 4;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!utf8.hasRemaining()) {
            if (ended && !source.hasRemaining()) {
                return -1;
            }
            convert();
        }
        int count = Math.min(length, utf8.remaining());
        utf8.get(into, offset, count);
        return count;
    }

    private void convert() throws IOException {
        fill();
        CoderResult result = decoder.decode(source, chars, ended);
        chars.flip();
        utf8.clear();
        encoder.encode(chars, utf8, false);
        chars.compact();
        if (result.isError()) {
            source.position(source.position() + Math.min(result.length(), unit));
            utf8.put(NEVER_UTF_8);
        }
        utf8.flip();
    }

    private void fill() throws IOException {
        source.compact();
        int count = ended ? 0 : in.read(source.array(), source.position(), source.remaining());
        if (count < 0) {
            ended = true;
        } else {
            source.position(source.position() + count);
        }
        source.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
