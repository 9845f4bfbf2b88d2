package com.eventcourier.operate;

import com.eventcourier.ledger.Verification;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Looks at all of the ledger. */
@Command(
        name = "verify",
        description = "Checks the ledger's file, rows and counts; also while the courier runs. Exit code 1 on a fault.",
        mixinStandardHelpOptions = true)
final class LedgerVerifyCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws JsonProcessingException {
        CourierCommand.refuseWords(settings);
        Verification result = Verification.of(DataChoice.of(settings).ledgerFile());
        LedgerCommand.print(json, result, result.text());
        return result.sound() ? 0 : CourierCommand.FAULT;
    }
}
