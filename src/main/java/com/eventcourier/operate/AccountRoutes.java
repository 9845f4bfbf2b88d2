package com.eventcourier.operate;

import com.eventcourier.feed.Inboxes;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;

/** Gives each account its own routes from the templates, and its own threads: one account never slows another. */
final class AccountRoutes extends RouteBuilder {

    private static final List<String> TEMPLATES = List.of("deliver", "post", "redeliver");
    private static final int MOST_REDELIVERY_THREADS = 8;

    private final Accounts accounts;

    AccountRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void configure() {
        for (Account account : accounts.all()) {
            for (String template : TEMPLATES) {
                templatedRoute(template + "-to-account")
                        .routeId(template + "-" + account.name())
                        .parameter("account", account.name());
            }
        }
    }

    static void bindPools(Accounts accounts, Registry registry) {
        for (Account account : accounts.all()) {
            String name = account.name();
            int redelivery = Math.min(account.inFlight(), MOST_REDELIVERY_THREADS);
            registry.bind("account-" + name, Inboxes.pool("account-" + name, account.inFlight()));
            registry.bind("redeliver-" + name, Inboxes.pool("redeliver-" + name, redelivery));
        }
    }
}
