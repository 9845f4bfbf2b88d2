package com.eventcourier.feed;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The opening quotes that are known to lead to no record: quoted values over a line end that were met on the way of a
 * record which then came to nothing. A later record that meets one of them would go the same way to the same end, so it
 * need not be tried: this keeps reading a file full of stray quotes linear.
 */
final class DeadEnds {

    private static final int FEW = 16;
    private static final int SPAN = 1 << 24;

    private final BitSet known = new BitSet();
    private long base;
    private long[] way = new long[16];
    private int met;

    void begin(long record) {
        met = 0;
        if (record - base > SPAN) {
            known.clear();
            base = record;
        }
    }

    /** Whether the quote is a dead end; if not, it is now one of the way. */
    boolean leads(long quote) {
        if (known.get((int) (quote - base))) {
            return true;
        }
        if (met == 0 || way[met - 1] != quote) {
            if (met == way.length) {
                way = Arrays.copyOf(way, 2 * met);
            }
            way[met++] = quote;
        }
        return false;
    }

    /** The way came to nothing, wherever it is entered. */
    void end() {
        for (int i = 0; i < met; i++) {
            known.set((int) (way[i] - base));
        }
        met = 0;
    }

    /** The way came to nothing for its own record; entered later it may lead somewhere. A long one is not tried again. */
    void endForThisRecord() {
        if (met > FEW) {
            end();
        }
    }
}
