package com.eventcourier.operate;

import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Gate;
import com.eventcourier.webhook.GateState;
import java.util.Set;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Whether an account delivers. One that waits in good order, because its target is not well, is out of service. */
final class AccountHealth implements HealthIndicator {

    private static final Set<String> DELIVERS = Set.of(GateState.OPEN.word(), GateState.THROTTLED.word());

    private final Account account;

    AccountHealth(Account account) {
        this.account = account;
    }

    @Override
    public Health health() {
        Gate.Status gate = account.gate().status();
        Health.Builder health = Health.status(DELIVERS.contains(gate.state()) ? Status.UP : Status.OUT_OF_SERVICE)
                .withDetail("gate", gate.state())
                .withDetail("inFlight", account.inFlight())
                .withDetail("waiting", account.waiting());
        detail(health, "code", gate.code());
        detail(health, "reason", gate.reason());
        detail(health, "since", gate.since());
        detail(health, "until", gate.until());
        return health.build();
    }

    private static void detail(Health.Builder health, String name, Object value) {
        if (value != null) {
            health.withDetail(name, value.toString());
        }
    }
}
