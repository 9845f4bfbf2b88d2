package com.eventcourier.operate;

import java.time.Duration;
import java.util.function.Supplier;

/** A value that is dear to find out, found out again after a few seconds at the earliest. */
final class Lately<T> implements Supplier<T> {

    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<T> source;
    private T value;
    private long at;

    Lately(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        if (value == null || System.nanoTime() - at > FRESH_NANOS) {
            value = source.get();
            at = System.nanoTime();
        }
        return value;
    }
}
