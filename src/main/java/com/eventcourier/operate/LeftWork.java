package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.OpenWork;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** What real accounts have open in a data folder while only the sandbox runs: nobody would notice that it waits. */
final class LeftWork {

    private LeftWork() {}

    /** A sentence for each account that has open work. */
    static List<String> in(DataFolder data) {
        if (!Files.exists(data.ledgerFile())) {
            return List.of();
        }
        try (LedgerQueries ledger = LedgerQueries.of(data.ledgerFile())) {
            return OpenWork.in(ledger).stream()
                    .map(work -> sentence(data, work))
                    .toList();
        }
    }

    private static String sentence(DataFolder data, OpenWork work) {
        return data.root() + " has open work of account " + work.account() + " (" + work.files() + " files, "
                + work.retries()
                + " events to be sent from the ledger). It waits until the URL of this account is set again:"
                + " COURIER_ACCOUNTS_" + work.account().toUpperCase(Locale.ROOT) + "_URL.";
    }
}
