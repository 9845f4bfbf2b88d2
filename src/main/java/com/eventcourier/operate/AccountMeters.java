package com.eventcourier.operate;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Waiting;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.GateState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How each account delivers: the time of a POST, what is in flight, its gate, and what waits for it in the ledger. */
final class AccountMeters implements MeterBinder {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final Accounts accounts;
    private final Lately<List<Waiting>> waiting;

    AccountMeters(Accounts accounts, Ledger ledger) {
        this.accounts = accounts;
        this.waiting = new Lately<>(() -> Waiting.of(ledger.queries()));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        accounts.all().forEach(account -> bind(account, registry));
    }

    private void bind(Account account, MeterRegistry registry) {
        String name = account.name();
        Timer posts = Timer.builder("courier.delivery")
                .description("From the turn of an event to the target's answer, one POST")
                .tag("account", name)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        account.onPost(nanos -> posts.record(nanos, TimeUnit.NANOSECONDS));
        Gauge.builder("courier.in.flight", account, Account::inFlight)
                .description("POSTs under way")
                .tag("account", name)
                .register(registry);
        for (GateState state : GateState.values()) {
            Gauge.builder("courier.gate", () -> is(account, state) ? 1 : 0)
                    .description("1 for the state that the account's gate is in, 0 for the others")
                    .tag("account", name)
                    .tag("state", state.word())
                    .register(registry);
        }
        Gauge.builder("courier.waiting", () -> waiting(name).events())
                .description("Events that wait in the ledger to be sent")
                .tag("account", name)
                .register(registry);
        Gauge.builder("courier.oldest.waiting", () -> secondsSince(waiting(name).oldest()))
                .description("How long the first of them has been waiting")
                .baseUnit("seconds")
                .tag("account", name)
                .register(registry);
    }

    private static boolean is(Account account, GateState state) {
        return account.gate().status().state().equals(state.word());
    }

    private Waiting waiting(String account) {
        return waiting.get().stream()
                .filter(one -> one.account().equals(account))
                .findFirst()
                .orElse(new Waiting(account, 0, null));
    }

    private static double secondsSince(Instant time) {
        return time == null
                ? 0
                : Math.max(0, Duration.between(time, Instant.now()).toMillis() / 1e3);
    }
}
