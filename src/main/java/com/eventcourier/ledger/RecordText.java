package com.eventcourier.ledger;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A record that was kept raw, as text for people. A charset that is not cut byte by byte was converted to UTF-8 when the
 * record was read, and a source that is not what it was taken for is shown in ISO-8859-1, which has a sign for each byte.
 */
public final class RecordText {

    private RecordText() {}

    /** @param charset of the source; null where it was not kept */
    static String of(byte[] raw, String charset) {
        Charset kept = charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
        if (!kept.equals(StandardCharsets.UTF_8) && isCutAsBytes(kept)) {
            return new String(raw, kept);
        }
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        CharBuffer chars = CharBuffer.allocate(raw.length);
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        boolean fits = !utf8.decode(bytes, chars, false).isMalformed();
        String text = chars.flip().toString();
        // a record that is too large may be cut within a character
        boolean cut = bytes.hasRemaining() && text.chars().anyMatch(each -> each > 127);
        return fits && (cut || !bytes.hasRemaining()) ? text : new String(raw, StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether records are kept as the bytes of this charset: in it a byte below 128 is always the ASCII character, never half
     * of another one. Those of any other charset are kept in UTF-8.
     */
    public static boolean isCutAsBytes(Charset charset) {
        return StandardCharsets.UTF_8.equals(charset)
                || charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1.0f && keepsAscii(charset);
    }

    private static boolean keepsAscii(Charset charset) {
        byte[] ascii = new byte[128];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        return new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
    }
}
