package com.eventcourier.operate;

import com.eventcourier.feed.Inboxes;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.AccountOptions;
import com.eventcourier.webhook.Accounts;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;

/** Gives each account its own routes from the templates, and its own threads: one account never slows another. */
final class AccountRoutes extends RouteBuilder {

    private static final List<String> TEMPLATES = List.of("deliver", "post", "redeliver", "replay");

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

    static void bindPools(Map<String, AccountOptions> accounts, Registry registry) {
        accounts.forEach((name, account) -> {
            int redelivery = account.retryThreads();
            registry.bind("account-" + name, Inboxes.pool("account-" + name, account.inFlight()));
            registry.bind("redeliver-" + name, Inboxes.pool("redeliver-" + name, redelivery));
            registry.bind("replay-" + name, Inboxes.pool("replay-" + name, redelivery));
        });
    }
}
