package com.eventcourier.operate;

import com.eventcourier.ledger.Export;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Writes the ledger as JSON lines. */
@Command(
        name = "export",
        description = "Writes arrivals, outcomes and dead letters as JSON lines; also while the courier runs.",
        mixinStandardHelpOptions = true)
final class LedgerExportCommand implements Callable<Integer> {

    @Parameters(index = "0", description = "The folder to write to.")
    private Path folder;

    @Option(names = "--payloads", description = "With record, payload and the target's answer of each dead letter.")
    private boolean payloads;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws JsonProcessingException {
        CourierCommand.refuseWords(settings);
        Export result = Export.of(DataChoice.of(settings).ledgerFile(), folder, payloads);
        LedgerCommand.print(json, result, result.text());
        return 0;
    }
}
