package com.eventcourier.feed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What is in a gz, whose members stand behind each other and are one content. Zeros after the last one are padding, as
 * tapes and mainframes write it, and are passed over as {@code gzip -d} does; anything else there is a fault.
 */
final class GzMembers extends InputStream {

    private static final int FIRST_OF_MARK = 0x1F;

    /** Must be able to go back: a member is read in pieces, the last of which reaches into the next member. */
    private final InputStream file;

    private InputStream member;
    private boolean begun;

    /** @param file is not closed here */
    GzMembers(InputStream file) {
        this.file = new BufferedInputStream(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!begun) {
            begun = true;
            member = next();
        }
        while (member != null) {
            int read = member.read(into, offset, length);
            if (read >= 0) {
                return read;
            }
            member = hasNext() ? next() : null;
        }
        return -1;
    }

    private InputStream next() throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(file)
                .setDecompressConcatenated(false)
                .get();
    }

    private boolean hasNext() throws IOException {
        file.mark(1);
        int first = file.read();
        if (first == FIRST_OF_MARK) {
            file.reset();
            return true;
        }
        for (int next = first; next >= 0; next = file.read()) {
            if (next != 0) {
                throw new IOException("something else follows its end");
            }
        }
        return false;
    }
}
