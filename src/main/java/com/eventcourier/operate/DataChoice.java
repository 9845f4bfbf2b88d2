package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.ConfigurableEnvironment;

/** Which data folder a reading command means: the one in use, or the sandbox's where only that exists. */
final class DataChoice {

    private DataChoice() {}

    static DataFolder of(ConfigurableEnvironment environment) {
        DataFolder named = new DataFolder(Path.of(environment.getProperty("courier.data", "data")));
        DataFolder sandbox = new DataFolder(named.root().resolve(Plan.SANDBOX));
        boolean useSandbox = !Files.exists(named.ledgerFile()) && Files.exists(sandbox.ledgerFile());
        return useSandbox ? sandbox : named;
    }
}
