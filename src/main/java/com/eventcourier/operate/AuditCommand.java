package com.eventcourier.operate;

import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    public Integer call() throws JsonProcessingException {
        CourierCommand.refuseWords(settings);
        DataFolder data = DataChoice.of(settings);
        LedgerQueries ledger = LedgerQueries.of(data.ledgerFile());
        Audit audit = Audit.of(ledger, deep);
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(audit));
        } else {
            print(audit, data);
        }
        if (duplicates) {
            ledger.eachPossibleDuplicate(event -> System.out.println(
                    event.feed() + " " + event.file() + " row " + event.id().position()
                            + (event.id().sub() == 0 ? "" : "." + event.id().sub()) + " " + event.cause()));
        }
        return audit.balanced() ? 0 : CourierCommand.FAULT;
    }

    private static void print(Audit audit, DataFolder data) {
        System.out.println("Audit of " + data.root() + (audit.balanced() ? ": balanced" : ": DOES NOT BALANCE"));
        System.out.printf("  read                %,d%n", audit.read());
        System.out.printf("  accepted            %,d%n", audit.accepted());
        System.out.printf("  duplicate           %,d%n", audit.duplicate());
        System.out.printf("  filtered            %,d%n", audit.filtered());
        System.out.printf("  retry               %,d%n", audit.retry());
        System.out.printf("  ambiguous           %,d%n", audit.ambiguous());
        System.out.printf("  pending             %,d%n", audit.pending());
        System.out.printf("  purged              %,d%n", audit.purged());
        audit.dead().forEach((code, n) -> System.out.printf("  dead %-14s %,d%n", code, n));
        System.out.printf("  dead, still open    %,d%n", audit.deadOpen());
        System.out.printf("  possible duplicates %,d%n", audit.possibleDuplicates());
        audit.faults().stream().limit(MOST_LISTED).forEach(fault -> System.out.println("  " + fault));
    }
}
