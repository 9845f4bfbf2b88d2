package com.eventcourier.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Bytes as text, strictly. */
final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Null where the bytes are not valid in the charset. The slow, strict decoder is asked only when the fast one doubts. */
    static String decoded(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
