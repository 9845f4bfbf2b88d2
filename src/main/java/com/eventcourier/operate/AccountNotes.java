package com.eventcourier.operate;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.Gate;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the state of every account where the status command and the next start read it: at once when a gate shuts or
 * opens, and whenever a route calls it, for the figures beside it.
 */
public final class AccountNotes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountNotes.class);
    private static final String NOTE = "accounts";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final Accounts accounts;
    private final Ledger ledger;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> new Thread(work, "account-notes"));
    private final AtomicBoolean due = new AtomicBoolean();

    private record Line(
            String account,
            String state,
            String code,
            String reason,
            Instant since,
            Instant until,
            long waiting,
            int inFlight,
            double retriesPerSecond) {}

    AccountNotes(Accounts accounts, Ledger ledger) {
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Shuts the gates that were shut when the courier ended: what was wrong with a target need not be found out again. */
    void restore() throws JsonProcessingException {
        accounts.all().forEach(this::count);
        restoreGates();
        accounts.all().forEach(account -> account.onGate(this::soon));
    }

    private void restoreGates() throws JsonProcessingException {
        LedgerQueries.Note before = ledger.queries().notes().get(NOTE);
        if (before == null) {
            return;
        }
        for (Line line : json.readValue(before.value(), Line[].class)) {
            accounts.find(line.account())
                    .filter(account -> line.code() != null)
                    .ifPresent(account ->
                            account.restore(line.state(), line.code(), line.reason(), line.since(), line.until()));
        }
    }

    /** While its gate is shut nobody else may count for a while. */
    private void count(Account account) {
        account.retriesWait(ledger.queries().waiting(account.name()));
    }

    /** Changes that come while one is being noted are one note more. */
    private void soon() {
        if (due.compareAndSet(false, true) && !writer.isShutdown()) {
            writer.execute(() -> {
                due.set(false);
                try {
                    note();
                } catch (JsonProcessingException | RuntimeException e) {
                    LOG.debug("The gates are noted later", e);
                }
            });
        }
    }

    /** Notes the gates as they are now. */
    public synchronized void note() throws JsonProcessingException {
        List<Line> lines = new ArrayList<>();
        for (Account account : accounts.all()) {
            count(account);
            Gate.Status gate = account.gate().status();
            lines.add(new Line(
                    account.name(),
                    gate.state(),
                    gate.code(),
                    gate.reason(),
                    gate.since(),
                    gate.until(),
                    account.waiting(),
                    account.inFlight(),
                    Math.round(account.retriesPerSecond() * 10) / 10.0));
        }
        ledger.note(NOTE, json.writeValueAsString(lines));
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
