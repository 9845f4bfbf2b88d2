package com.eventcourier.operate;

import com.eventcourier.ledger.Backup;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Copies the ledger. */
@Command(
        name = "backup",
        description = "Writes a copy of the ledger as it is at one moment; also while the courier runs.",
        mixinStandardHelpOptions = true)
final class LedgerBackupCommand implements Callable<Integer> {

    @Parameters(index = "0", description = "The file to write; it must not exist.")
    private Path file;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws JsonProcessingException {
        CourierCommand.refuseWords(settings);
        Backup result = Backup.of(DataChoice.of(settings).ledgerFile(), file);
        LedgerCommand.print(json, result, result.text());
        return 0;
    }
}
