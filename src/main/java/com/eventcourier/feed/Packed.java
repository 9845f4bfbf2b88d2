package com.eventcourier.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/** The kinds of archives, known by their first bytes whatever their name is. */
enum Packed {
    GZ("gz"),
    ZIP("zip"),
    TAR("tar");

    /** So many first bytes tell. */
    static final int HEAD = 512;

    private static final int TAR_MARK = 257;

    private final String word;

    Packed(String word) {
        this.word = word;
    }

    /** Null when the file is no archive. */
    static Packed of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return of(in.readNBytes(HEAD));
        }
    }

    static Packed of(byte[] head) {
        if (begins(head, 0x1F, 0x8B)) {
            return GZ;
        }
        if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6) || begins(head, 'P', 'K', 7, 8)) {
            return ZIP;
        }
        byte[] mark = "ustar".getBytes(StandardCharsets.US_ASCII);
        int end = TAR_MARK + mark.length;
        boolean tar = head.length > end
                && Arrays.equals(head, TAR_MARK, end, mark, 0, mark.length)
                // which POSIX or GNU tar write there, and no sentence with the word in it
                && (head[end] == 0 || head[end] == ' ');
        return tar ? TAR : null;
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

    String word() {
        return word;
    }
}
