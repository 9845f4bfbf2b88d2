package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.event.Codes;
import com.eventcourier.webhook.OutcomeTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The routes that we ship, judged as the command {@code check} judges an operator's. */
class RouteFilesTest {

    @Test
    void nothingIsWrongInTheRoutes() {
        CourierOptions options = Settings.options(Settings.read());
        Set<String> codes = new TreeSet<>(Codes.all().keySet());
        codes.addAll(
                OutcomeTable.load(options.config().resolve("outcomes.yaml")).deadCodes());

        assertThat(RouteCheck.of(Plan.of(Settings.read()), codes)).isEmpty();
    }
}
