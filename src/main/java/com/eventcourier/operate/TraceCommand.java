package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.RecordId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what became of an event. */
@Command(
        name = "trace",
        description = "Where an event came from, every attempt and its answer, the outcome, the replays.",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    private static final String NOT_FOUND =
            "Nothing is known of %s. An accepted event is found by its unique attribute with --customer, or with --files"
                    + " while its file is still there; by its requestId always.";

    @Parameters(
            description =
                    "A courier_id, arrival:row, the id that the HTTP door gave, the target's requestId, or the value of"
                            + " the unique attribute.")
    private String what;

    @Option(names = "--customer", description = "Whose event it is, as it is sent.")
    private String customer;

    @Option(names = "--files", description = "Look for the value in the files that are still there, too.")
    private boolean files;

    @Mixin
    private DeskOptions desk;

    @Override
    public Integer call() throws IOException {
        DataFolder data = desk.data();
        LedgerQueries ledger = desk.ledger();
        List<RecordId> found = new EventSearch(ledger, data, () -> Plan.of(Settings.read(desk.settings())))
                .find(what.strip(), customer, files ? Long.MAX_VALUE : null);
        if (found.isEmpty()) {
            System.err.println(String.format(NOT_FOUND, what));
        }
        if (desk.isJson()) {
            desk.print(EventTables.of(ledger, found, null));
        } else {
            found.forEach(one -> print(ledger, one));
        }
        return found.isEmpty() ? CourierCommand.FAULT : 0;
    }

    private void print(LedgerQueries ledger, RecordId one) {
        for (CompositeData event : EventTables.of(ledger, List.of(one), null)) {
            desk.printOne(
                    event,
                    "event",
                    "feed",
                    "account",
                    "file",
                    "sha256",
                    "row",
                    "type",
                    "state",
                    "at",
                    "requestId",
                    "attempts",
                    "tried",
                    "answer",
                    "letter",
                    "code",
                    "faults",
                    "mayRepeat",
                    "replays",
                    "mapping");
        }
    }
}
