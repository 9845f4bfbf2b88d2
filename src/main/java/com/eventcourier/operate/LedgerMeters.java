package com.eventcourier.operate;

import com.eventcourier.ledger.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long the ledger takes to put a group of outcomes on disk, and whether it can. */
final class LedgerMeters implements MeterBinder {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Ledger ledger;

    LedgerMeters(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Timer commits = Timer.builder("courier.ledger.commit")
                .description("Writing one group of changes, until it is on disk")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        ledger.onCommit(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
        Gauge.builder("courier.ledger.up", () -> ledger.fault() == null ? 1 : 0)
                .description("1 while the ledger can be written")
                .register(registry);
    }
}
