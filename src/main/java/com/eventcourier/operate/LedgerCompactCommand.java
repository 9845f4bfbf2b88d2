package com.eventcourier.operate;

import com.eventcourier.ledger.Compaction;
import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Gives the room of removed rows back to the disk. */
@Command(
        name = "compact",
        description = "Gives the room of removed rows back to the disk. The courier must be stopped.",
        mixinStandardHelpOptions = true)
final class LedgerCompactCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        CourierCommand.refuseWords(settings);
        DataFolder data = DataChoice.of(settings);
        Path ledger = data.existingLedger();
        try (DataLock held =
                DataLock.take(data, "Stop that one first: nobody may write while the ledger is compacted.")) {
            Compaction result = Compaction.of(ledger);
            LedgerCommand.print(json, result, result.text());
        }
        return 0;
    }
}
