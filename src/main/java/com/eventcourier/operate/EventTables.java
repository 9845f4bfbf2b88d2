package com.eventcourier.operate;

import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.ledger.TraceQueries;
import com.eventcourier.ledger.Traced;
import java.time.Instant;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** What became of events, as a table. */
final class EventTables {

    private EventTables() {}

    /**
     * An event.
     *
     * @param event where it stands: arrival, row and number of the record's event
     * @param type its event type; null where the ledger keeps only what became of it
     * @param letter its name while something of it is kept
     * @param mayRepeat why the target may have seen it more than once
     * @param tried the attempts that were not accepted, in order
     */
    record EventLine(
            String event,
            String feed,
            String account,
            String file,
            String sha256,
            long row,
            String type,
            String state,
            Instant at,
            int attempts,
            String requestId,
            String mapping,
            String letter,
            String code,
            List<Attempts.Reason> faults,
            List<Attempts.Attempt> tried,
            String answer,
            List<String> mayRepeat,
            List<Attempts.Replayed> replays) {}

    /** @param mask what hides the target's words and undefined names; null shows them */
    static CompositeData[] of(LedgerQueries ledger, List<RecordId> ids, Mask mask) {
        List<EventLine> lines = new TraceQueries(ledger)
                .facts(ids).stream().map(one -> line(one, mask)).toList();
        return OpenRecords.table(lines);
    }

    private static EventLine line(Traced one, Mask mask) {
        return new EventLine(
                one.id().arrival() + ":" + one.id().position() + ":" + one.id().sub(),
                one.feed(),
                one.account(),
                one.file(),
                one.sha256(),
                one.id().position(),
                mask == null ? one.event() : mask.event(one.event()),
                one.state().column(),
                one.at(),
                one.attempts(),
                one.receipt(),
                one.mapping(),
                one.letter() == null ? null : one.letter().toString(),
                LetterArguments.word(one.code()),
                Attempts.reasons(one.faults(), one.cause(), mask),
                Attempts.history(one.history(), mask),
                mask == null ? one.answer() : mask.answer(one.answer()),
                one.mayRepeat(),
                Attempts.replays(List.of(one)));
    }
}
