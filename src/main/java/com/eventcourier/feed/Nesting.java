package com.eventcourier.feed;

/** The brackets that are open inside one array element. */
final class Nesting {

    /** Deeper than any parser goes; from here on only the depth is counted. */
    private static final int KNOWN = 4096;

    private final boolean[] objects = new boolean[KNOWN];
    private int depth;

    void clear() {
        depth = 0;
    }

    boolean isClosed() {
        return depth == 0;
    }

    boolean inObject() {
        return depth > 0 && depth <= KNOWN && objects[depth - 1];
    }

    void open(boolean object) {
        if (depth < KNOWN) {
            objects[depth] = object;
        }
        depth++;
    }

    /** Closes the innermost bracket of that kind and all that was left open inside it. False where there is none. */
    boolean close(boolean object) {
        int open = depth;
        while (open > 0 && open <= KNOWN && objects[open - 1] != object) {
            open--;
        }
        if (open == 0) {
            return false;
        }
        depth = open - 1;
        return true;
    }
}
