package com.eventcourier.ledger;

/**
 * The filters of up to eight runs, side by side: one byte for each bit of a filter, one bit of it for each run. Four
 * bytes tell of all eight which of them may have a key, where eight filters would be asked one after the other.
 */
final class KeyLanes {

    static final int MOST = Byte.SIZE;

    private final byte[] lanes;
    private final long[] runs = new long[MOST];
    private volatile int count;

    KeyLanes(int bits) {
        lanes = new byte[bits];
    }

    /** Whether there is a lane left for a filter of that size. */
    boolean hasRoom(KeyFilter filter) {
        return count < MOST && filter.size() == lanes.length;
    }

    /** Adds a run; it is seen when all its bits are there. Only one thread adds. */
    void add(long run, KeyFilter filter) {
        int lane = count;
        filter.eachBit(bit -> lanes[bit] |= (byte) (1 << lane));
        runs[lane] = run;
        count = lane + 1;
    }

    /** Which runs may have the key: a bit for each, the first run lowest. */
    int candidates(KeyHash key) {
        int found = (1 << count) - 1;
        for (int probe = 0; probe < KeyFilter.PROBES && found != 0; probe++) {
            found &= lanes[KeyFilter.bit(key, probe, lanes.length)];
        }
        return found;
    }

    long run(int lane) {
        return runs[lane];
    }
}
