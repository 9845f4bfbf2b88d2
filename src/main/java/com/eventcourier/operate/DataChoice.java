package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which data folder a reading command means: the one in use, or the sandbox's where only that exists. */
final class DataChoice {

    private DataChoice() {}

    /** @throws UnknownSetting where a setting is misspelt: it may be the one that names the folder */
    static DataFolder of(List<String> settings) {
        KnownSettings.refuseOthers(settings);
        // a command that reads has nothing to log, and finding out how takes it longer than reading
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        DataFolder named = new DataFolder(Path.of(DataSetting.of(settings.toArray(String[]::new))));
        DataFolder sandbox = new DataFolder(named.root().resolve(Plan.SANDBOX));
        boolean useSandbox = !Files.exists(named.ledgerFile()) && Files.exists(sandbox.ledgerFile());
        return useSandbox ? sandbox : named;
    }
}
