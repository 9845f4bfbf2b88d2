package com.eventcourier.operate;

import com.eventcourier.ledger.DeskAction;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.Gate;
import com.eventcourier.webhook.GateState;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;
import javax.management.openmbean.CompositeData;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Stops accounts, lets them go on, and has shut ones tried. */
@ManagedResource(
        objectName = "com.eventcourier:type=Accounts",
        description = "The webhooks: whether they are delivered to, and why not")
public class AccountsDesk {

    private final Ledger ledger;
    private final Accounts accounts;
    private final AccountNotes notes;

    AccountsDesk(Ledger ledger, Accounts accounts, AccountNotes notes) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.notes = notes;
    }

    @Reads
    @ManagedOperation(description = "The accounts with their state, since when and why")
    public CompositeData[] list() throws JsonProcessingException {
        notes.note();
        ledger.flush();
        return PlaceTables.accounts(ledger.queries());
    }

    @Changes
    @ManagedOperation(
            description = "Posts nothing more to an account until it is resumed, also after a restart; its events wait")
    @ManagedOperationParameter(name = "account", description = "Name of the account")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String pause(String account, String why) throws JsonProcessingException {
        DeskAction action = DeskLog.action("accounts pause", account, why);
        Account paused = find(account);
        paused.gate().stop("stopped by " + action.who() + ": " + action.why());
        return done(action, "Account " + account + " is stopped. Its events wait until it is resumed.");
    }

    @Changes
    @ManagedOperation(description = "Lets an account go on that was stopped here")
    @ManagedOperationParameter(name = "account", description = "Name of the account")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String resume(String account, String why) throws JsonProcessingException {
        DeskAction action = DeskLog.action("accounts resume", account, why);
        Account resumed = find(account);
        Gate.Status before = resumed.gate().status();
        if (!before.state().equals(GateState.STOPPED.word())) {
            throw new DeskRefusal("Account " + account + " was not stopped by a person; it is " + before.state()
                    + (before.reason() == null ? "." : ": " + before.reason() + ". It goes on by itself."));
        }
        resumed.resume();
        return done(action, "Account " + account + " goes on.");
    }

    @Changes
    @ManagedOperation(
            description = "Tries the target of a paused or tripped account now, with the next event that waits")
    @ManagedOperationParameter(name = "account", description = "Name of the account")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String probe(String account, String why) throws JsonProcessingException {
        DeskAction action = DeskLog.action("accounts probe", account, why);
        Account probed = find(account);
        String state = probed.gate().status().state();
        probed.gate().hurry();
        return done(
                action,
                switch (GateState.valueOf(state.toUpperCase(Locale.ROOT))) {
                    case PAUSED, TRIPPED ->
                        "Account " + account + " is " + state
                                + " and is tried with the next event that waits, or that comes.";
                    case OPEN -> "Account " + account + " is open; there is nothing to try.";
                    case THROTTLED ->
                        "Account " + account
                                + " is throttled: the target asked to be left alone, and is not tried before.";
                    case STOPPED -> "Account " + account + " was stopped by a person; resume it to try it.";
                });
    }

    private Account find(String account) {
        return accounts.find(account == null ? "" : account.strip())
                .orElseThrow(() -> DeskRefusal.unknown("There is no account '" + account + "'. The accounts are "
                        + accounts.all().stream().map(Account::name).toList() + "."));
    }

    /** On disk when it returns, so that a restart knows it. */
    private String done(DeskAction action, String sentence) throws JsonProcessingException {
        notes.note();
        ledger.desk().note(action, sentence);
        return sentence;
    }
}
