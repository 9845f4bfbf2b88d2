package com.eventcourier.ledger;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says quickly that a delivery key was certainly never seen (a Bloom filter), so that a new event costs no look-up. Keys
 * are parts of a SHA-256 and so are their own hashes. Until it is filled from the ledger it answers "perhaps".
 */
final class KeyFilter {

    private static final int BITS_PER_KEY = 12;
    private static final int PROBES = 4;
    private static final long LEAST_KEYS = 1_000_000;

    private volatile AtomicLongArray words;
    private volatile boolean complete;
    private long room;

    KeyFilter(long keys) {
        resize(keys);
    }

    /** Empties it and makes room for twice the keys. */
    final synchronized void resize(long keys) {
        room = Math.max(LEAST_KEYS, keys) * 2;
        complete = false;
        words = new AtomicLongArray(Math.toIntExact(room * BITS_PER_KEY / Long.SIZE));
    }

    /** How many keys it is made for; with more it answers "perhaps" too often. */
    long room() {
        return room;
    }

    /** Every key of the ledger was added. */
    void complete() {
        complete = true;
    }

    void add(byte[] key) {
        AtomicLongArray bits = words;
        long size = (long) bits.length() * Long.SIZE;
        long first = first(key);
        long step = step(key);
        for (int i = 0; i < PROBES; i++) {
            long bit = Math.floorMod(first + i * step, size);
            int word = (int) (bit >>> 6);
            long mask = 1L << bit;
            if ((bits.get(word) & mask) == 0) {
                bits.getAndUpdate(word, old -> old | mask);
            }
        }
    }

    boolean mayContain(byte[] key) {
        if (!complete) {
            return true;
        }
        AtomicLongArray bits = words;
        long size = (long) bits.length() * Long.SIZE;
        long first = first(key);
        long step = step(key);
        for (int i = 0; i < PROBES; i++) {
            long bit = Math.floorMod(first + i * step, size);
            if ((bits.get((int) (bit >>> 6)) & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long first(byte[] key) {
        return ByteBuffer.wrap(key).getLong(0);
    }

    private static long step(byte[] key) {
        return ByteBuffer.wrap(key).getLong(8) | 1;
    }
}
