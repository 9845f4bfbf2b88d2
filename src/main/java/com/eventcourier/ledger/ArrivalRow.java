package com.eventcourier.ledger;

import java.time.Instant;

/**
 * An arrival as the ledger has it.
 *
 * @param state reading, read, reported or moved
 * @param mark up to this position records may have been sent
 * @param settledTo every record up to this position has its outcome
 * @param records how many records were read, counted by the reader
 * @param fault what was wrong with the file as a whole; null when nothing
 * @param reports how many reports were written for it
 */
public record ArrivalRow(
        long id,
        String feed,
        String account,
        byte[] hash,
        String name,
        long size,
        String state,
        long mark,
        long settledTo,
        long records,
        long bytes,
        String mapping,
        String fault,
        int reports,
        Instant openedAt,
        Instant readAt) {

    public static final String READING = "reading";
    public static final String READ = "read";
    public static final String REPORTED = "reported";
    public static final String MOVED = "moved";

    public boolean is(String wanted) {
        return state.equals(wanted);
    }
}
