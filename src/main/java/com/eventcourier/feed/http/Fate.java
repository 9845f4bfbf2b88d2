package com.eventcourier.feed.http;

import com.eventcourier.event.Fault;
import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.EventFate;
import com.eventcourier.ledger.LedgerFault;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What became of a record, without its content; only a reason may quote a value of it.
 *
 * @param receivedAt when it was posted
 * @param settled whether nothing of it changes any more by itself
 * @param events the events that its mapping made of it, mostly one
 */
record Fate(
        String id, String feed, @JsonProperty("received_at") String receivedAt, boolean settled, List<Line> events) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    /**
     * An event.
     *
     * @param event its type; absent when it is not kept any more
     * @param code of a dead letter, or why it waits
     * @param receipt the target's id of an accepted event
     * @param at when it came into this state
     * @param due when it is sent, or sent again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String event,
            String state,
            String code,
            String reason,
            int attempts,
            String receipt,
            String at,
            String due) {}

    static Fate of(EventId id, ArrivalRow row, List<EventFate> events) {
        boolean settled = events.stream().noneMatch(EventFate::isOpen);
        return new Fate(
                id.toString(),
                row.feed(),
                row.openedAt().toString(),
                settled,
                events.stream().map(Fate::line).toList());
    }

    private static Line line(EventFate fate) {
        String code = fate.code() == null || fate.code().isEmpty() ? fate.cause() : fate.code();
        return new Line(
                fate.event(),
                fate.state().column(),
                code,
                reason(fate),
                fate.attempts(),
                fate.receipt(),
                fate.at().toString(),
                fate.due() == null ? null : fate.due().toString());
    }

    private static String reason(EventFate fate) {
        try {
            List<Fault> faults = fate.faults() == null ? List.of() : JSON.readValue(fate.faults(), FAULTS);
            return faults.isEmpty() ? null : faults.get(0).message();
        } catch (JsonProcessingException e) {
            throw new LedgerFault("The faults of an event cannot be read.", e);
        }
    }
}
