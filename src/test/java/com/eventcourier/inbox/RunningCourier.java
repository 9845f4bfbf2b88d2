package com.eventcourier.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventcourier.Planted;
import com.eventcourier.ledger.Audit;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.operate.CourierStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The courier, started as the run command starts it, in a folder of its own. */
final class RunningCourier implements AutoCloseable {

    private final CourierFolder folder;
    private final ConfigurableApplicationContext context;

    RunningCourier(CourierFolder folder, Target target, String... more) {
        this.folder = folder;
        List<String> settings = new ArrayList<>(folder.settings(target.url()));
        settings.addAll(List.of(more));
        context = CourierStart.start(settings.toArray(String[]::new));
    }

    /** A part of the running courier. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Every outcome counted again: what was read has exactly one each. */
    Audit balanced() {
        await("no open arrival")
                .atMost(Duration.ofSeconds(10))
                .until(() -> audit(false).openArrivals() == 0);
        Audit audit = audit(true);
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.balanced()).isTrue();
        return audit;
    }

    /** Where its own server listens. */
    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Audit audit(boolean deep) {
        try (LedgerQueries ledger = LedgerQueries.of(new DataFolder(folder.data()).ledgerFile())) {
            return Audit.of(ledger, deep);
        }
    }

    @Override
    public void close() {
        List<String> shown = Planted.inMBeans();
        context.close();
        assertThat(shown).as("MBeans that show a secret or a customer").isEmpty();
    }
}
