package com.eventcourier.operate;

import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Gate;
import com.eventcourier.webhook.GateState;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets go whoever waits at the gate of an account that stays paused or stopped: the run has an end that a person waits for. */
final class PauseWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final Account account;
    private final Duration patience;
    private int heldLooks;
    private volatile String reason;

    PauseWatch(Account account, Duration patience) {
        this.account = account;
        this.patience = patience;
        var unused = looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Gate.Status gate = account.gate().status();
        boolean held =
                gate.state().equals(GateState.PAUSED.word()) || gate.state().equals(GateState.STOPPED.word());
        heldLooks = held ? heldLooks + 1 : 0;
        if (held && heldLooks * LOOK_MILLIS >= patience.toMillis()) {
            reason = "Account " + account.name() + " is " + gate.state() + " since " + gate.since() + ": "
                    + gate.reason() + ".";
            account.gate().release();
        }
    }

    /** Why it let go; null if it did not have to. */
    String reason() {
        return reason;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
