package com.eventcourier.operate;

import com.eventcourier.feed.FileProgress;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the courier is: each account, each feed and the ledger. None of it belongs to liveness, for nothing of it is mended
 * by a new start: what waits, waits in good order.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    HealthContributor accountsHealthContributor(Accounts accounts) {
        Map<String, HealthContributor> each = new TreeMap<>();
        for (Account account : accounts.all()) {
            each.put(account.name(), new AccountHealth(account));
        }
        return CompositeHealthContributor.fromMap(each);
    }

    @Bean
    HealthContributor feedsHealthContributor(Plan plan, OpenFeeds feeds, Sources sources, FileProgress progress) {
        Map<String, HealthContributor> each = new TreeMap<>();
        for (String feed : plan.feeds().keySet()) {
            each.put(feed, new FeedHealth(feed, feeds.hasInbox(feed), plan.data(), sources, progress));
        }
        return CompositeHealthContributor.fromMap(each);
    }

    @Bean
    HealthIndicator ledgerHealthIndicator(Ledger ledger) {
        return () -> {
            String fault = ledger.fault();
            return fault == null
                    ? Health.up().build()
                    : Health.down().withDetail("reason", fault).build();
        };
    }
}
