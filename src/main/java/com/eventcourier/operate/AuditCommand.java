package com.eventcourier.operate;

import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.RecordId;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Shows whether every record that was read has its outcome. */
@Command(
        name = "audit",
        description = "Checks that every record that was read has exactly one outcome. Exit code 1 if not.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    private static final int MOST_LISTED = 20;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--deep", description = "Count every outcome again instead of trusting the counters.")
    private boolean deep;

    @Option(names = "--duplicates", description = "List every event that the target may have seen more than once.")
    private boolean duplicates;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        CourierCommand.refuseWords(settings);
        DataFolder data = DataChoice.of(settings);
        LedgerQueries ledger = LedgerQueries.of(data.ledgerFile());
        Audit audit = Audit.of(ledger, deep);
        if (json) {
            System.out.println(json(audit, ledger));
        } else {
            print(audit, data);
            if (duplicates) {
                printDuplicates(ledger);
            }
        }
        return audit.balanced() ? 0 : CourierCommand.FAULT;
    }

    private String json(Audit audit, LedgerQueries ledger) {
        ObjectNode all = new ObjectMapper().valueToTree(audit);
        if (duplicates) {
            ArrayNode list = all.putArray("duplicates");
            ledger.eachPossibleDuplicate(event -> list.addObject()
                    .put("id", place(event.id()))
                    .put("feed", event.feed())
                    .put("file", event.file())
                    .put("row", event.id().position())
                    .put("event", event.id().sub())
                    .put("cause", event.cause())
                    .put("at", event.at().toString()));
        }
        return all.toString();
    }

    private static void printDuplicates(LedgerQueries ledger) {
        AtomicLong listed = new AtomicLong();
        ledger.eachPossibleDuplicate(event -> {
            listed.incrementAndGet();
            System.out.println(event.feed() + " " + event.file() + " row "
                    + event.id().position()
                    + (event.id().sub() == 0 ? "" : "." + event.id().sub()) + " "
                    + event.cause() + " (trace " + place(event.id()) + ")");
        });
        if (listed.get() == 0) {
            System.out.println("No event may have been seen more than once: none to list.");
        }
    }

    /** What {@code trace} finds it by. */
    private static String place(RecordId id) {
        return id.arrival() + ":" + id.position();
    }

    private static void print(Audit audit, DataFolder data) {
        System.out.println("Audit of " + data.root() + (audit.balanced() ? ": balanced" : ": DOES NOT BALANCE"));
        line("read", audit.read());
        line("accepted", audit.accepted());
        line("duplicate", audit.duplicate());
        line("filtered", audit.filtered());
        line("retry", audit.retry());
        line("ambiguous", audit.ambiguous());
        line("pending", audit.pending());
        line("replaying", audit.replaying());
        line("purged", audit.purged());
        audit.dead().forEach((code, n) -> line("dead " + code, n));
        line("dead_open", audit.deadOpen());
        line("possible_duplicates", audit.possibleDuplicates());
        audit.faults().stream().limit(MOST_LISTED).forEach(fault -> System.out.println("  " + fault));
    }

    /** The names are those of {@code status} and of the JSON; the longest code fits. */
    private static void line(String name, long n) {
        System.out.printf("  %-23s %,d%n", name, n);
    }
}
