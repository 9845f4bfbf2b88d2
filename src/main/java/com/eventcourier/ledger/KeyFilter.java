package com.eventcourier.ledger;

import java.nio.ByteBuffer;

/**
 * Says quickly that a delivery key was certainly never added (a Bloom filter), so that a new event costs no look-up. One
 * thread adds; what others ask is complete before they get it.
 */
final class KeyFilter {

    private static final int BITS_PER_KEY = 16;
    private static final int PROBES = 4;

    private final long[] words;
    private final long mask;

    /** An empty one for so many keys; with more it answers "perhaps" too often. */
    KeyFilter(long keys) {
        this(new long[Math.toIntExact(Long.highestOneBit(keys * BITS_PER_KEY) * 2 / Long.SIZE)]);
    }

    private KeyFilter(long[] words) {
        this.words = words;
        this.mask = (long) words.length * Long.SIZE - 1;
    }

    /** One with the keys that were in it when its {@link #bytes} were taken. */
    static KeyFilter of(byte[] bytes) {
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(words);
        return new KeyFilter(words);
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }

    void add(KeyHash key) {
        for (int i = 0; i < PROBES; i++) {
            long bit = bit(key, i);
            words[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    boolean mayContain(KeyHash key) {
        for (int i = 0; i < PROBES; i++) {
            long bit = bit(key, i);
            if ((words[(int) (bit >>> 6)] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    private long bit(KeyHash key, int probe) {
        return (key.first() + probe * (key.second() | 1)) & mask;
    }
}
