package com.eventcourier.feed;

import java.nio.charset.StandardCharsets;

/** Names that stay within the 255 bytes of a file system with all that the courier adds to them. */
public final class ShortName {

    /** In bytes: file systems count those. */
    private static final int LONGEST = 180;

    private static final int LONGEST_EXTENSION = 20;

    private ShortName() {}

    static boolean fits(String name) {
        return bytes(name) <= LONGEST;
    }

    /** The name itself, or its beginning with the number of its arrival where it is too long. */
    public static String of(String name, long number) {
        if (fits(name)) {
            return name;
        }
        String extension = extension(name);
        String stem = name.substring(0, name.length() - extension.length());
        return beginning(stem, LONGEST - bytes(extension)) + "~" + number + extension;
    }

    /** The name with the number, also where it is short. */
    static String numbered(String name, long number) {
        return fits(name) ? name + "." + number : of(name, number);
    }

    /** With its dot; empty where there is none, or one so long that it is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot) : "";
        return bytes(extension) <= LONGEST_EXTENSION ? extension : "";
    }

    private static String beginning(String text, int most) {
        int end = 0;
        for (int left = most; end < text.length(); ) {
            int next = text.offsetByCodePoints(end, 1);
            left -= bytes(text.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
