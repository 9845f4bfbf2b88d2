package com.eventcourier.ledger;

import java.time.Instant;

/**
 * One change of an event's state, as it goes to the ledger.
 *
 * @param id which event
 * @param subs how many events its record became
 * @param from the state it had in the ledger; null when it had none
 * @param state the state it gets
 * @param code the code of a dead letter; empty otherwise
 * @param attempts the POSTs made for it so far
 * @param receipt the target's requestId; null when not accepted
 * @param key the delivery key; null when nothing tells it
 * @param holdsKey whether the event claimed the key and got it; one that waits for another's key does not
 * @param payloadHash what tells the same payload from another; null when there is no payload
 * @param mayRepeat why the target may see this event twice ("crash", "no-answer", "http-500"); null when it cannot
 * @param kept what is kept of an event that is not accepted; null otherwise
 * @param tried one JSON line for what was tried right before it was accepted, and only then; nearly always null
 * @param closes the dead letter that this record corrects (its courier_id); null when none
 */
public record Settlement(
        RecordId id,
        int subs,
        State from,
        State state,
        String code,
        int attempts,
        String receipt,
        byte[] key,
        boolean holdsKey,
        byte[] payloadHash,
        String mayRepeat,
        Kept kept,
        String tried,
        LetterId closes) {

    /** The same of an arrival whose number is known only now. */
    Settlement in(long arrival) {
        RecordId event = new RecordId(arrival, id.position(), id.sub());
        return new Settlement(
                event,
                subs,
                from,
                state,
                code,
                attempts,
                receipt,
                key,
                holdsKey,
                payloadHash,
                mayRepeat,
                kept,
                tried,
                closes);
    }

    /**
     * What is kept of an event that is not accepted.
     *
     * @param cause why it is in this state, in one or two words
     * @param faults all faults as a JSON array
     * @param raw the record as it stood in the source
     * @param payload the payload as it would be or was posted; null when there is none
     * @param answer what the target said, cut; null when it was not asked
     * @param history one JSON line for each time it was posted and came back
     * @param due when it is sent; null unless it is pending or a retry
     * @param failures attempts that it failed alone, while the target took others
     * @param failingMillis how long it has failed alone
     */
    public record Kept(
            String account,
            String feed,
            String event,
            String cause,
            String faults,
            byte[] raw,
            byte[] payload,
            String answer,
            Integer httpStatus,
            String history,
            String mapping,
            Instant due,
            int failures,
            long failingMillis) {}
}
