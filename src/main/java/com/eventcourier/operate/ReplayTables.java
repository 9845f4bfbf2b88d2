package com.eventcourier.operate;

import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterFilter;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.ReplayRun;
import com.eventcourier.ledger.State;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;

/** Replays as tables: what would be sent, and what was. */
final class ReplayTables {

    private ReplayTables() {}

    /**
     * What a replay would send of one feed.
     *
     * @param letters how many it would take
     * @param left selected ones that it would leave, because nothing is stored of their payload or their feed is gone
     * @param mapping the version that they would go through; null where their stored payload is sent
     * @param mappedBefore the versions that made their stored payloads
     * @param ratePerSecond how many the account can send in a second; null where that is not known yet
     * @param expectedSeconds null where the rate is not known
     */
    record PlanLine(
            String feed,
            String account,
            String accountState,
            long letters,
            long left,
            String mapping,
            String mappedBefore,
            Double ratePerSecond,
            Long expectedSeconds) {}

    /** A replay and how far it is; {@code replaying} ones wait for their turn, {@code dead} ones are dead again. */
    record RunLine(
            long run,
            String state,
            String selection,
            String payload,
            long letters,
            long replaying,
            long accepted,
            long duplicate,
            long filtered,
            long retry,
            long ambiguous,
            long dead,
            long unsent,
            double percent,
            Instant begunAt,
            Instant endedAt,
            String who,
            String why) {}

    static CompositeData[] plan(LedgerQueries ledger, LetterFilter which, boolean stored) {
        JsonNode feeds = Notes.of(ledger, "feeds");
        JsonNode accounts = Notes.of(ledger, "accounts");
        List<PlanLine> lines = new ArrayList<>();
        for (LetterQueries.Replayable of : new LetterQueries(ledger).replayable(which)) {
            JsonNode feed = Notes.named(feeds, "feed", of.feed());
            JsonNode account =
                    Notes.named(accounts, "account", feed.path("account").asText());
            boolean gone = feed.isMissingNode();
            long left = gone ? of.letters() : stored ? of.withoutPayload() : 0;
            long letters = of.letters() - left;
            double rate = account.path("retriesPerSecond").asDouble();
            lines.add(new PlanLine(
                    of.feed(),
                    feed.path("account").asText(null),
                    account.path("state").asText(null),
                    letters,
                    left,
                    stored ? null : feed.path("mapping").asText(null),
                    of.mappings(),
                    rate == 0 ? null : rate,
                    rate == 0 ? null : (long) Math.ceil(letters / rate)));
        }
        return OpenRecords.table(lines);
    }

    /** The mappings that it would go through, by feed. */
    static Map<String, String> mappings(LedgerQueries ledger, LetterFilter which) {
        JsonNode feeds = Notes.of(ledger, "feeds");
        Map<String, String> mappings = new TreeMap<>();
        for (LetterQueries.Replayable of : new LetterQueries(ledger).replayable(which)) {
            JsonNode feed = Notes.named(feeds, "feed", of.feed());
            if (feed.hasNonNull("mapping")) {
                mappings.put(of.feed(), feed.path("mapping").asText());
            }
        }
        return mappings;
    }

    static CompositeData[] list(LedgerQueries ledger, int most) {
        List<RunLine> lines = ReplayRun.newest(ledger, most <= 0 ? 20 : Math.min(most, LetterTables.MOST)).stream()
                .map(ReplayTables::line)
                .toList();
        return OpenRecords.table(lines);
    }

    static CompositeData show(LedgerQueries ledger, long run) {
        return OpenRecords.of(line(
                ReplayRun.find(ledger, run).orElseThrow(() -> DeskRefusal.unknown("There is no replay " + run + "."))));
    }

    private static RunLine line(ReplayRun run) {
        long waiting = run.of(State.REPLAYING);
        return new RunLine(
                run.id(),
                run.state(),
                run.selection(),
                run.stored() ? "stored" : "mapped again",
                run.letters(),
                waiting,
                run.of(State.ACCEPTED),
                run.of(State.DUPLICATE),
                run.of(State.FILTERED),
                run.of(State.RETRY),
                run.of(State.AMBIGUOUS),
                run.of(State.DEAD),
                run.unsent(),
                Math.round(1000.0 * (run.letters() - waiting) / run.letters()) / 10.0,
                run.begunAt(),
                run.endedAt(),
                run.who(),
                run.why());
    }
}
