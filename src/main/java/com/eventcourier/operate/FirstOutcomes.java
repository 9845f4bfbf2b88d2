package com.eventcourier.operate;

import com.eventcourier.event.Fault;
import com.eventcourier.ledger.LedgerFault;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.RecordOutcome;
import com.eventcourier.ledger.State;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of the first records of a file.
 *
 * @param counts events by what is said of them
 * @param reasons a line for each of the first events that were not accepted
 * @param allWell nothing was refused and nothing is to be tried again
 */
record FirstOutcomes(int records, Map<String, Long> counts, List<String> reasons, boolean allWell) {

    private static final int MOST_REASONS = 20;
    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    static FirstOutcomes of(LedgerQueries ledger, long arrival, List<Long> positions) {
        Map<String, Long> counts = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        boolean allWell = true;
        for (long position : positions) {
            for (RecordOutcome outcome : RecordOutcome.of(ledger, arrival, position)) {
                counts.merge(words(outcome), 1L, Long::sum);
                allWell &= isWell(outcome.state());
                if (!isWell(outcome.state()) && reasons.size() < MOST_REASONS) {
                    reasons.addAll(reasons(position, outcome));
                }
            }
        }
        return new FirstOutcomes(positions.size(), counts, reasons, allWell);
    }

    private static boolean isWell(State state) {
        return state == State.ACCEPTED || state == State.DUPLICATE || state == State.FILTERED;
    }

    private static String words(RecordOutcome outcome) {
        return switch (outcome.state()) {
            case ACCEPTED -> "accepted";
            case DUPLICATE -> "accepted before, not sent";
            case FILTERED -> "left out";
            case RETRY -> "to be tried again";
            case AMBIGUOUS -> "without an answer";
            case DEAD -> "refused " + outcome.code();
            default -> outcome.state().column();
        };
    }

    private static List<String> reasons(long position, RecordOutcome outcome) {
        String row = "row " + position + ": ";
        if (outcome.state() != State.DEAD) {
            return List.of(row + words(outcome) + ", " + outcome.cause());
        }
        try {
            return new ObjectMapper()
                    .readValue(outcome.faults(), FAULTS).stream()
                            .map(fault -> row + fault.code() + " " + fault.message())
                            .toList();
        } catch (JsonProcessingException e) {
            throw new LedgerFault("The faults of row " + position + " cannot be read.", e);
        }
    }

    String text(String file, String feed) {
        StringBuilder text =
                new StringBuilder(String.format("%s for feed %s: %,d records were read%n", file, feed, records));
        counts.forEach((what, n) -> text.append(String.format("  %-26s %,d%n", what, n)));
        reasons.forEach(reason -> text.append(String.format("  %s%n", reason)));
        text.append(String.format(
                "To send the rest, drop the file into the inbox; what was accepted is not sent again.%n"));
        return text.toString();
    }
}
