package com.eventcourier.event;

/** Takes addresses out of what a log line says: one may hold a secret in its path. */
public final class Addresses {

    private Addresses() {}

    /** What a fault says, as a sentence. */
    public static String without(Throwable fault) {
        return fault.toString().replaceAll("[A-Za-z][A-Za-z0-9+.-]*://\\S+", "<address>") + ".";
    }
}
