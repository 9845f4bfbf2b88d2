package com.eventcourier.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Bytes as text, strictly. */
final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Plain ASCII without NUL, as most records are: valid in UTF-8 without a further look. */
    static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one <= 0) {
                return false;
            }
        }
        return true;
    }

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
