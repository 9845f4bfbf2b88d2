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
 * @param kind what it came in as: file, request or message; sum stands for many that are no longer kept
 * @param receives how often a queue handed it over; 0 for what is no message
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
        Instant readAt,
        String kind,
        int receives) {

    public static final String READING = "reading";
    public static final String READ = "read";
    public static final String REPORTED = "reported";
    public static final String MOVED = "moved";

    public static final String FILE = "file";
    public static final String REQUEST = "request";
    public static final String MESSAGE = "message";
    static final String SUM = "sum";

    public boolean is(String wanted) {
        return state.equals(wanted);
    }
}
