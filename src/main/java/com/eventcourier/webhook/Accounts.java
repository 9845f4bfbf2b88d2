package com.eventcourier.webhook;

import com.eventcourier.event.ConfigFault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The accounts of {@code courier.accounts}. */
public final class Accounts implements AutoCloseable {

    private final Deadlines deadlines = new Deadlines();
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    private Accounts() {}

    /** One sentence for each mistake in the settings of these accounts, naming its key; opens nothing. */
    public static List<String> faultsOf(Map<String, AccountOptions> options) {
        List<String> faults = new ArrayList<>();
        new TreeMap<>(options).forEach((name, option) -> {
            if (!name.matches("[a-z0-9]+")) {
                faults.add(
                        "courier.accounts." + name
                                + ": an account's name has small letters and digits only, so that environment variables reach it");
            }
            AccountRules.faultsOf(option).forEach(fault -> faults.add("courier.accounts." + name + "." + fault));
        });
        return faults;
    }

    /**
     * Makes an account of each entry.
     *
     * @throws ConfigFault with one sentence for each mistake, naming its key
     */
    public static Accounts of(Map<String, AccountOptions> options, OutcomeTable table) {
        List<String> faults = faultsOf(options);
        if (!faults.isEmpty()) {
            throw new ConfigFault(faults);
        }
        Accounts all = new Accounts();
        try {
            new TreeMap<>(options)
                    .forEach((name, option) -> all.accounts.put(name, new Account(name, option, table, all.deadlines)));
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        return all;
    }

    /**
     * The account of that name.
     *
     * @throws ConfigFault if there is none
     */
    public Account get(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new ConfigFault("There is no account '" + name + "': add courier.accounts." + name
                    + " to config/application.yaml, or use one of " + accounts.keySet());
        }
        return account;
    }

    /** The account of that name, if there is one. */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    /** All accounts, by name. */
    public Collection<Account> all() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** Lets everyone go who waits at a gate: the first step of a stop. POSTs under way go on. */
    public void release() {
        accounts.values().forEach(account -> account.gate().release());
    }

    @Override
    public void close() {
        accounts.values().forEach(Account::close);
        deadlines.close();
    }
}
