package com.eventcourier.ledger;

import java.nio.ByteBuffer;

/** A delivery key as two numbers. It is 16 bytes of a SHA-256, so either of them is a hash of it. */
record KeyHash(long first, long second) {

    static KeyHash of(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return new KeyHash(bytes.getLong(), bytes.getLong());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
