package com.eventcourier.ledger;

import java.util.List;

/** Lets the benchmark write runs of keys as the ledger does. */
public final class RunOfKeys {

    /** How many keys a run of the ledger has. */
    public static final int SIZE = KeyRuns.RUN;

    private RunOfKeys() {}

    /** What the ledger keeps beside a run of these keys. */
    public static byte[] filterOf(List<byte[]> keys) {
        KeyFilter filter = new KeyFilter(SIZE);
        keys.forEach(key -> filter.add(KeyHash.of(key)));
        return filter.bytes();
    }
}
