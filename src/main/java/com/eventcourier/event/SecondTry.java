package com.eventcourier.event;

import java.util.function.Supplier;

/**
 * What is done about a record that found no memory. It may be another record that took it all, so it is tried once more,
 * one such record at a time; if that fails too, it is poison.
 */
public final class SecondTry {
    private static final Object TURN = new Object();

    private SecondTry() {}

    /** Does the work again, or answers what the record is when it is poison. */
    public static <T> T alone(Supplier<T> work, Supplier<T> poison) {
        synchronized (TURN) {
            try {
                return work.get();
            } catch (OutOfMemoryError e) {
                return poison.get();
            }
        }
    }
}
