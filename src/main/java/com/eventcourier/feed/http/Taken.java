package com.eventcourier.feed.http;

import com.eventcourier.feed.Taking;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The answer to a request that the ledger has.
 *
 * @param request the request's id
 * @param taken how many records are to be sent, or were left out by the feed's filter
 * @param refused how many are dead letters at once
 * @param records each record in its order
 */
record Taken(String request, long taken, long refused, List<Line> records) {

    /**
     * A record.
     *
     * @param id what to ask for its fate with
     * @param state pending, filtered or dead
     * @param code of a dead letter
     * @param reason a sentence on that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(String id, String state, String code, String reason) {}

    static Taken of(Taking taking) {
        List<Line> lines = taking.records().stream()
                .map(record -> {
                    Taking.Decision decision = Taking.decisionOf(record);
                    String id = EventId.of(taking.arrival(), record.id().position(), taking.hash())
                            .toString();
                    return new Line(id, decision.state().column(), decision.code(), decision.reason());
                })
                .toList();
        long refused = lines.stream().filter(line -> line.code() != null).count();
        return new Taken(taking.id(), lines.size() - refused, refused, lines);
    }
}
