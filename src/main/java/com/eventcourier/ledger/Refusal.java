package com.eventcourier.ledger;

import java.sql.SQLException;
import java.util.Set;

/** Tells a change that is wrong in itself from a disk that cannot be written. */
final class Refusal {

    /** SQLite's codes for a statement that is wrong, too big, a constraint, a type, a parameter; the low byte of a code. */
    private static final Set<Integer> OF_THE_CHANGE = Set.of(1, 18, 19, 20, 25);

    private static final int PRIMARY = 0xff;

    private Refusal() {}

    /** What is wrong with the disk, or with the memory, is not the change's fault, and is tried again. */
    static boolean isOfTheChange(Throwable fault) {
        return fault instanceof SQLException sql
                ? OF_THE_CHANGE.contains(sql.getErrorCode() & PRIMARY)
                : fault instanceof RuntimeException;
    }
}
