package com.eventcourier.operate;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.Gate;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Leaves the state of every account where the status command reads it; a route calls it. */
public final class AccountNotes {

    private final ObjectMapper json = new ObjectMapper();
    private final Accounts accounts;
    private final Ledger ledger;

    private record Line(
            String account, String state, String code, String reason, String since, int waiting, int inFlight) {}

    AccountNotes(Accounts accounts, Ledger ledger) {
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Notes the gates as they are now. */
    public void note() throws JsonProcessingException {
        List<Line> lines = new ArrayList<>();
        for (Account account : accounts.all()) {
            Gate.Status gate = account.gate().status();
            String since = gate.since() == null ? null : gate.since().toString();
            lines.add(new Line(
                    account.name(),
                    gate.state(),
                    gate.code(),
                    gate.reason(),
                    since,
                    gate.waiting(),
                    account.inFlight()));
        }
        ledger.note("accounts", json.writeValueAsString(lines));
    }
}
