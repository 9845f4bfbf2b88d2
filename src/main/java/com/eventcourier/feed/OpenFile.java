package com.eventcourier.feed;

import com.eventcourier.ledger.RecordText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file whose byte order mark is read and whose bytes can be cut: converted to UTF-8 where the charset asks for it. */
final class OpenFile {

    private final String name;
    private final long size;
    private final Counted counted;
    private final Charset charset;
    private final boolean bom;
    private final Window window;

    OpenFile(Path path, Charset declared) throws IOException {
        this(path.getFileName().toString(), Files.newInputStream(path), Files.size(path), declared);
    }

    OpenFile(String name, InputStream content, long size, Charset declared) throws IOException {
        this.name = name;
        this.size = size;
        this.counted = new Counted(content, size);
        try {
            PushbackInputStream in = new PushbackInputStream(counted, 4);
            Charset marked = byteOrderMark(in);
            this.bom = marked != null;
            this.charset = bom ? marked : declared == null ? StandardCharsets.UTF_8 : declared;
            this.window = new Window(RecordText.isCutAsBytes(charset) ? in : new ToUtf8(in, charset));
        } catch (IOException | RuntimeException e) {
            counted.close();
            throw e;
        }
    }

    private static Charset byteOrderMark(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        Charset marked = null;
        int length = 0;
        if (begins(head, 0xEF, 0xBB, 0xBF)) {
            marked = StandardCharsets.UTF_8;
            length = 3;
        } else if (begins(head, 0xFF, 0xFE, 0, 0)) {
            marked = Charset.forName("UTF-32LE");
            length = 4;
        } else if (begins(head, 0, 0, 0xFE, 0xFF)) {
            marked = Charset.forName("UTF-32BE");
            length = 4;
        } else if (begins(head, 0xFF, 0xFE)) {
            marked = StandardCharsets.UTF_16LE;
            length = 2;
        } else if (begins(head, 0xFE, 0xFF)) {
            marked = StandardCharsets.UTF_16BE;
            length = 2;
        }
        in.unread(head, length, head.length - length);
        return marked;
    }

    private static boolean begins(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    Window window() {
        return window;
    }

    Charset charset() {
        return charset;
    }

    boolean bom() {
        return bom;
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    long bytesRead() {
        return counted.count;
    }

    /** Counts, and ends where the file ended when it was opened: what is appended later is another content. */
    private static final class Counted extends FilterInputStream {
        private final long size;
        private long count;

        Counted(InputStream in, long size) {
            super(in);
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            int value = count == size ? -1 : super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (count == size) {
                return -1;
            }
            int read = super.read(into, offset, (int) Math.min(length, size - count));
            count += Math.max(0, read);
            return read;
        }
    }
}
