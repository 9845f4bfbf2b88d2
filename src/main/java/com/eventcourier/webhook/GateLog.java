package com.eventcourier.webhook;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells an operator when a gate shuts and opens: one line each. A wait of a few seconds is not worth one. */
final class GateLog {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final long WORTH_A_LINE = TimeUnit.SECONDS.toNanos(10);

    private final String account;
    private final LongSupplier kept;
    private volatile Runnable onChange = () -> {};

    GateLog(String account, LongSupplier kept) {
        this.account = account;
        this.kept = kept;
    }

    /** Is told of each change, worth a line or not. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    void shut(Closure now, long nanos) {
        onChange.run();
        boolean probed = now.state().isProbed();
        boolean stopped = now.state() == GateState.STOPPED;
        LOG.atLevel(probed || stopped || nanos >= WORTH_A_LINE ? Level.WARN : Level.DEBUG)
                .log(
                        "Account {} is {} since {}: {}. Its events wait, {} of them in the ledger so far, none is lost, and {}.",
                        account,
                        now.state().word(),
                        now.since(),
                        now.reason(),
                        kept.getAsLong(),
                        stopped
                                ? "it goes on when it is resumed"
                                : probed
                                        ? "one at a time is tried again; it goes on by itself when the target takes one"
                                        : "it goes on by itself in " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s");
    }

    void opened(Closure was, String why, int waiting) {
        onChange.run();
        boolean told = was.state().isProbed() || was.state() == GateState.STOPPED;
        boolean worth = told || System.nanoTime() - was.nanos() >= WORTH_A_LINE;
        LOG.atLevel(worth ? Level.INFO : Level.DEBUG)
                .log(
                        "Account {} delivers again, {} since {}: {}; {} more were waiting.",
                        account,
                        was.state().word(),
                        was.since(),
                        why,
                        waiting);
    }
}
