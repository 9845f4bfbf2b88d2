package com.eventcourier.operate;

import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterQueries;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;

/** Accounts and feeds as tables, as the courier left them last. */
final class PlaceTables {

    private PlaceTables() {}

    /**
     * An account.
     *
     * @param state open, throttled, tripped, paused, or stopped by a person
     * @param until when it opens; if it is tripped, paused or stopped, until when the target asked for time: it is not tried
     *     before, even if a person resumes it; null where that is not known
     * @param waiting events that wait in all: threads that wait with one, and those in the ledger
     * @param retries those of them that are in the ledger and are tried again
     * @param retriesPerSecond how many of these it can send in a second; 0 where that is not known yet
     */
    record AccountLine(
            String account,
            String state,
            String code,
            String reason,
            String since,
            String until,
            long waiting,
            int inFlight,
            long retries,
            double retriesPerSecond) {}

    /** A feed: reading, stopped by a person, quiet outside of its hours, or down. */
    record FeedLine(
            String feed,
            String account,
            String state,
            String since,
            String reason,
            double eventsPerSecond,
            long deadLetters,
            String mapping) {}

    static CompositeData[] accounts(LedgerQueries ledger) {
        List<AccountLine> lines = new ArrayList<>();
        for (JsonNode account : Notes.of(ledger, "accounts")) {
            String name = account.path("account").asText();
            lines.add(new AccountLine(
                    name,
                    account.path("state").asText(),
                    account.path("code").asText(null),
                    account.path("reason").asText(null),
                    account.path("since").asText(null),
                    account.path("until").asText(null),
                    account.path("waiting").asLong(),
                    account.path("inFlight").asInt(),
                    ledger.waiting(name),
                    account.path("retriesPerSecond").asDouble()));
        }
        return OpenRecords.table(lines);
    }

    static CompositeData[] feeds(LedgerQueries ledger) {
        Map<String, Long> dead = new LetterQueries(ledger)
                .summary().stream()
                        .collect(Collectors.groupingBy(
                                LetterQueries.Count::feed, Collectors.summingLong(LetterQueries.Count::letters)));
        List<FeedLine> lines = new ArrayList<>();
        for (JsonNode feed : Notes.of(ledger, "feeds")) {
            String name = feed.path("feed").asText();
            lines.add(new FeedLine(
                    name,
                    feed.path("account").asText(),
                    feed.path("state").asText(),
                    feed.path("since").asText(null),
                    feed.path("reason").asText(null),
                    feed.path("eventsPerSecond").asDouble(),
                    dead.getOrDefault(name, 0L),
                    feed.path("mapping").asText(null)));
        }
        return OpenRecords.table(lines);
    }
}
