package com.eventcourier.operate;

import com.eventcourier.ledger.KeptRow;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterFilter;
import com.eventcourier.ledger.LetterId;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.State;
import com.eventcourier.ledger.TraceQueries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** The dead letters as tables. */
final class LetterTables {

    static final int MOST = 1000;
    /** Found by the courier itself, whose messages hold no customer's value but an undefined name. */
    static final String REFUSED_HERE = "refused-here";

    private LetterTables() {}

    /** Open dead letters of one code, feed and event type; how old the oldest and the newest of them is, in seconds. */
    record LetterCount(
            String code, String feed, String event, long letters, Instant oldest, Instant newest, long ageSeconds) {}

    /** A letter in a list. */
    record LetterLine(
            String id,
            String code,
            String feed,
            String event,
            String file,
            long row,
            int sub,
            String state,
            String cause,
            int attempts,
            Instant firstAt,
            Instant lastAt,
            Long replay) {}

    /** All that is kept of a letter. */
    record Letter(
            String id,
            String code,
            String state,
            String feed,
            String account,
            String event,
            String file,
            long arrival,
            long row,
            int sub,
            String cause,
            List<Attempts.Reason> faults,
            int attempts,
            List<Attempts.Attempt> history,
            String raw,
            String payload,
            String answer,
            Integer httpStatus,
            String mapping,
            Instant firstAt,
            Instant lastAt,
            Instant dueAt,
            List<Attempts.Replayed> replays) {}

    /** @param mask what hides names that nobody defined; null shows them */
    static CompositeData[] summary(LedgerQueries ledger, Mask mask) {
        Instant now = Instant.now();
        List<LetterCount> counts = new LetterQueries(ledger)
                .summary().stream()
                        .map(count -> new LetterCount(
                                count.code(),
                                count.feed(),
                                mask == null ? count.event() : mask.event(count.event()),
                                count.letters(),
                                count.oldest(),
                                count.newest(),
                                Duration.between(count.oldest(), now).toSeconds()))
                        .toList();
        return OpenRecords.table(counts);
    }

    static CompositeData[] list(
            LedgerQueries ledger, LetterFilter which, String state, String before, int most, Mask mask) {
        long page = LetterArguments.word(before) == null
                ? 0
                : LetterArguments.id(before).id();
        int size = most <= 0 ? 50 : Math.min(most, MOST);
        List<LetterLine> lines = new LetterQueries(ledger)
                .list(which, LetterArguments.state(state), page, size).stream()
                        .map(line -> line(line, mask))
                        .toList();
        return OpenRecords.table(lines);
    }

    private static LetterLine line(LetterQueries.Line line, Mask mask) {
        return new LetterLine(
                line.id().toString(),
                line.code(),
                line.feed(),
                mask == null ? line.event() : mask.event(line.event()),
                line.file(),
                line.row(),
                line.sub(),
                line.state().column(),
                line.cause(),
                line.attempts(),
                line.firstAt(),
                line.lastAt(),
                line.replay());
    }

    /** @param mask what hides the customers' values; null shows them */
    static CompositeData show(LedgerQueries ledger, String name, Mask mask) {
        LetterId id = LetterArguments.id(name);
        KeptRow row = new LetterQueries(ledger)
                .find(id)
                .orElseThrow(() -> DeskRefusal.unknown("There is no letter " + id + ": it was accepted, or removed when"
                        + " its time was over; or this is another installation's. An accepted event is traced by its unique"
                        + " attribute or its requestId, not by this name."));
        String code = row.state() == State.DEAD ? row.code() : LetterArguments.word(row.code());
        return OpenRecords.of(new Letter(
                row.letter().toString(),
                code,
                row.state().column(),
                row.feed(),
                row.account(),
                mask == null ? row.event() : mask.event(row.event()),
                row.file(),
                row.id().arrival(),
                row.id().position(),
                row.id().sub(),
                row.cause(),
                Attempts.reasons(row.faults(), row.cause(), mask),
                row.attempts(),
                Attempts.history(row.history(), mask),
                mask == null ? row.record() : mask.record(row.raw()),
                mask == null ? text(row.payload()) : mask.payload(row.event(), row.payload()),
                mask == null ? row.answer() : mask.answer(row.answer()),
                row.httpStatus(),
                row.mapping(),
                Instant.ofEpochMilli(row.firstAt()),
                Instant.ofEpochMilli(row.lastAt()),
                row.dueAt() == null ? null : Instant.ofEpochMilli(row.dueAt()),
                Attempts.replays(new TraceQueries(ledger).facts(List.of(row.id())))));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
