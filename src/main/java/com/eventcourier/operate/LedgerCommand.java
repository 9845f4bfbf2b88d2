package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The care of the ledger's file. */
@Command(
        name = "ledger",
        description = "Verifies, backs up, exports or compacts the ledger.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LedgerVerifyCommand.class,
            LedgerBackupCommand.class,
            LedgerExportCommand.class,
            LedgerCompactCommand.class
        })
final class LedgerCommand implements Callable<Integer> {

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        String given = words.isEmpty() ? "" : " not " + words.get(0) + ";";
        throw new ConfigFault("The ledger command is one of verify, backup, export and compact," + given
                + " ledger --help tells what each does.");
    }

    static void print(boolean json, Object result, String text) throws JsonProcessingException {
        System.out.println(json ? new ObjectMapper().writeValueAsString(result) : text);
    }
}
