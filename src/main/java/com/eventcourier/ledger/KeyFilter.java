package com.eventcourier.ledger;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Says quickly that a delivery key was certainly never added (a Bloom filter), so that a new event costs no look-up. One
 * thread adds; what others ask is complete before they get it.
 */
final class KeyFilter {

    private static final int BITS_PER_KEY = 16;
    static final int PROBES = 4;

    private final long[] words;

    /** An empty one for so many keys; with more it answers "perhaps" too often. */
    KeyFilter(long keys) {
        this(new long[Math.toIntExact(Long.highestOneBit(keys * BITS_PER_KEY) * 2 / Long.SIZE)]);
    }

    private KeyFilter(long[] words) {
        this.words = words;
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
            int bit = bit(key, i, size());
            words[bit >>> 6] |= 1L << bit;
        }
    }

    boolean mayContain(KeyHash key) {
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(key, i, size());
            if ((words[bit >>> 6] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** How many bits it has. */
    int size() {
        return words.length * Long.SIZE;
    }

    void eachBit(IntConsumer reader) {
        for (int word = 0; word < words.length; word++) {
            for (long rest = words[word]; rest != 0; rest &= rest - 1) {
                reader.accept(word * Long.SIZE + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    /** The bit that a key sets for a probe, in a filter of so many bits, a power of two. */
    static int bit(KeyHash key, int probe, int bits) {
        return (int) ((key.first() + probe * (key.second() | 1)) & (bits - 1));
    }
}
