package com.eventcourier.operate;

import com.eventcourier.feed.FeedSwitches;
import com.eventcourier.feed.FeedsAtWork;
import com.eventcourier.feed.Inboxes;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Queues;
import com.eventcourier.feed.Replaying;
import com.eventcourier.feed.SftpDoors;
import com.eventcourier.feed.Sources;
import com.eventcourier.feed.http.HttpOptions;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.AccountOptions;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.OutcomeTable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the plan to work: the ledger, the accounts, the feeds and what the routes find in the registry. */
@Configuration(proxyBeanMethods = false)
class CourierConfiguration {

    @Bean
    DataFolder dataFolder(Plan plan) {
        return plan.data();
    }

    /** It asks for the lock, so that the folder is given back only when the ledger is closed. */
    @Bean(destroyMethod = "close")
    Ledger ledger(DataFolder data, DataLock lock) {
        return Ledger.open(data.ledgerFile());
    }

    @Bean
    OutcomeTable outcomeTable(Plan plan) {
        return OutcomeTable.load(plan.options().config().resolve("outcomes.yaml"));
    }

    @Bean(destroyMethod = "close")
    Accounts accounts(Plan plan, OutcomeTable outcomeTable) {
        return Accounts.of(plan.accounts(), outcomeTable);
    }

    @Bean
    OpenFeeds openFeeds(Plan plan, Accounts accounts, FeedSwitches feedSwitches, Ledger ledger) {
        Map<String, String> off = new TreeMap<>();
        plan.off().forEach((name, feed) -> off.put(name, feed.onlyWith()));
        OpenFeeds feeds = FeedsAtWork.open(
                plan.feeds(),
                plan.mappings(),
                plan.queues(),
                accounts,
                feed -> plan.accountOf(plan.feeds().get(feed)),
                FeedRoutes.withoutInbox(plan),
                account -> targetChange(plan, account),
                feedSwitches,
                ledger);
        return feeds.outOf(plan.options().config().resolve("feeds"), off);
    }

    /** The sandbox is always the same target, whatever port it has. */
    private static String targetChange(Plan plan, String account) {
        AccountOptions options = plan.options().accounts().get(account);
        return plan.sandbox() ? "same-target" : options == null ? null : options.targetChange();
    }

    @Bean
    AccountRoutes accountRoutes(Accounts accounts) {
        return new AccountRoutes(accounts);
    }

    @Bean
    HttpOptions httpOptions(Plan plan) {
        return plan.options().http();
    }

    @Bean
    SftpFeeds sftpFeeds(Plan plan) {
        return new SftpFeeds(SftpFeeds.of(plan));
    }

    @Bean
    SftpDoors sftpDoors(Plan plan, OpenFeeds feeds, DataFolder data, Ledger ledger, Sources sources) {
        return new SftpDoors(SftpFeeds.of(plan), plan.options().config(), feeds, data, ledger, sources);
    }

    @Bean
    CamelContextConfiguration registryEntries(
            Plan plan, Inboxes inboxes, Queues queues, SftpDoors sftpDoors, FeedSwitches feedSwitches) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                // the level of this name is info, whatever a route is called: what a route logs is meant to be seen
                context.getGlobalOptions().put(Exchange.LOG_EIP_NAME, "com.eventcourier.routes.${routeId}");
                context.getCamelContextExtension().addContextPlugin(ModelToXMLDumper.class, new RouteDrawing());
                context.getManagementStrategy().setManagementObjectStrategy(new RoutesAlone());
                AccountRoutes.bindPools(plan.accounts(), context.getRegistry());
                inboxes.prepare(context.getRegistry());
                queues.prepare(context.getRegistry());
                sftpDoors.prepare(context.getRegistry());
                FeedReaders.leaveStopped(context, feedSwitches);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // nobody listens to them, and Camel makes several for each step of each event
                context.getManagementStrategy()
                        .getEventNotifiers()
                        .forEach(notifier -> notifier.setIgnoreExchangeEvents(true));
            }
        };
    }

    @Bean(initMethod = "restore")
    AccountNotes accountNotes(Accounts accounts, Ledger ledger) {
        return new AccountNotes(accounts, ledger);
    }

    @Bean
    SecretsWatch secretsWatch(ConfigurableEnvironment environment, Accounts accounts) throws IOException {
        return new SecretsWatch(environment, accounts);
    }

    @Bean
    Leaving leaving(
            Inboxes inboxes,
            SftpDoors sftpDoors,
            Queues queues,
            Replaying replaying,
            Accounts accounts,
            Ledger ledger,
            CamelContext camel) {
        return new Leaving(inboxes, sftpDoors, queues, replaying, accounts, ledger, camel);
    }
}
