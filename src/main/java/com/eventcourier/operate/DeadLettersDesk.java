package com.eventcourier.operate;

import com.eventcourier.feed.LetterExport;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** What an operator does with dead letters but sending them again. */
@ManagedResource(
        objectName = "com.eventcourier:type=DeadLetters",
        description = "Events that need a person: what they are, and how to get rid of them")
public class DeadLettersDesk {

    private final Ledger ledger;
    private final DataFolder data;
    private final Plan plan;

    DeadLettersDesk(Plan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
        this.data = plan.data();
    }

    @Reads
    @ManagedOperation(
            description = "Open dead letters by code, feed and event type, with their age; the largest thousand counts")
    public CompositeData[] summary() {
        return LetterTables.summary(ledger.queries(), mask());
    }

    @Reads
    @ManagedOperation(description = "The newest letters one by one; an empty argument means any")
    @ManagedOperationParameter(name = "ids", description = "Their names, separated by commas")
    @ManagedOperationParameter(name = "code", description = "Their code, such as 7308")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "event", description = "Name of the event type")
    @ManagedOperationParameter(name = "file", description = "Name of the file they came in")
    @ManagedOperationParameter(name = "from", description = "Died since, 2026-11-21T10:00:00Z or 2026-11-21")
    @ManagedOperationParameter(name = "to", description = "Died before, written likewise")
    @ManagedOperationParameter(
            name = "state",
            description = "dead (default), superseded, discarded, replaying, retry, ambiguous or pending")
    @ManagedOperationParameter(
            name = "before",
            description = "The smallest id of the page before; empty for the first page")
    @ManagedOperationParameter(name = "most", description = "So many at most, up to 1000; 0 means 50")
    public CompositeData[] list(
            String ids,
            String code,
            String feed,
            String event,
            String file,
            String from,
            String to,
            String state,
            String before,
            int most) {
        LetterFilter which = LetterArguments.filter(ids, code, feed, event, file, from, to);
        return LetterTables.list(ledger.queries(), which, state, before, most, mask());
    }

    @Reads
    @ManagedOperation(description = "All that is kept of one letter; customers' values are hidden from viewers")
    @ManagedOperationParameter(name = "id", description = "Its name, such as 12-71856323: the courier_id")
    public CompositeData show(String id) {
        return LetterTables.show(ledger.queries(), id, mask());
    }

    private Mask mask() {
        return Mask.of(Caller.now(), plan.definitions());
    }

    @Changes
    @ManagedOperation(
            description = "Writes open dead letters into data/exports in the columns of their source, to be mended and"
                    + " dropped into the inbox again; at least one argument is needed")
    @ManagedOperationParameter(name = "ids", description = "Their names, separated by commas")
    @ManagedOperationParameter(name = "code", description = "Their code; ambiguous means the parked events")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "event", description = "Name of the event type")
    @ManagedOperationParameter(name = "file", description = "Name of the file they came in")
    @ManagedOperationParameter(name = "from", description = "Died since, 2026-11-21T10:00:00Z or 2026-11-21")
    @ManagedOperationParameter(name = "to", description = "Died before, written likewise")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public CompositeData[] export(
            String ids, String code, String feed, String event, String file, String from, String to, String why)
            throws IOException {
        LetterFilter which = LetterArguments.narrow(LetterArguments.filter(ids, code, feed, event, file, from, to));
        var action = DeskLog.action("dead-letters export", which.words(), why);
        String name = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString().replace(":", "-");
        Path folder = data.root().resolve("exports").resolve(name);
        List<LetterExport.Written> written =
                LetterExport.write(ledger.queries(), data, plan.feeds()::get, which, folder);
        long records = written.stream().mapToLong(LetterExport.Written::records).sum();
        ledger.desk().note(action, records + " records exported");
        return OpenRecords.table(written);
    }

    @Changes
    @ManagedOperation(
            description =
                    "Closes open dead letters for good, unsent; they stay counted. At least one argument is needed")
    @ManagedOperationParameter(name = "ids", description = "Their names, separated by commas")
    @ManagedOperationParameter(name = "code", description = "Their code; ambiguous means the parked events")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "event", description = "Name of the event type")
    @ManagedOperationParameter(name = "file", description = "Name of the file they came in")
    @ManagedOperationParameter(name = "from", description = "Died since, 2026-11-21T10:00:00Z or 2026-11-21")
    @ManagedOperationParameter(name = "to", description = "Died before, written likewise")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String discard(
            String ids, String code, String feed, String event, String file, String from, String to, String why) {
        LetterFilter which = LetterArguments.narrow(LetterArguments.filter(ids, code, feed, event, file, from, to));
        long discarded = ledger.desk().discard(which, DeskLog.action("dead-letters discard", which.words(), why));
        return discarded == 0
                ? "No open dead letter fits; nothing was discarded."
                : discarded + (discarded == 1 ? " dead letter was" : " dead letters were") + " discarded.";
    }
}
