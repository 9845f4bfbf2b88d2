package com.eventcourier.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What the ledger knows of one event.
 *
 * @param sha256 of the content that it came in, in hex
 * @param event its type; null where the ledger keeps only that it was accepted, a duplicate or filtered
 * @param at when it got its state
 * @param receipt the target's requestId; null when not accepted
 * @param mapping the version that made its payload, or that was in use when its file was opened
 * @param letter its name as a letter; null when nothing of it is kept
 * @param code why it is dead; else null
 * @param answer what the target said last, cut; null when it was not asked or said yes
 * @param history one JSON line for each time it was posted and not accepted; quick attempts before its last are in it
 * @param mayRepeat why the target may have seen it more than once; empty when it cannot
 * @param replays in the order of the runs
 */
public record Traced(
        RecordId id,
        String feed,
        String account,
        String file,
        String sha256,
        String event,
        State state,
        Instant at,
        int attempts,
        String receipt,
        byte[] key,
        String mapping,
        LetterId letter,
        String code,
        String cause,
        String faults,
        String answer,
        String history,
        List<String> mayRepeat,
        List<Replayed> replays) {

    /** One replay of it. {@code outcome} is null while it waits for its turn; {@code newCode} is the one it died of again. */
    public record Replayed(long run, String code, String outcome, String newCode, Instant at) {}
}
