package com.eventcourier.operate;

import com.eventcourier.feed.FileProgress;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Accounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The courier's own figures. A label is a name of the settings, a state or a code: their number does not grow. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    EventCounts eventCounts(Plan plan, MeterRegistry registry) {
        return new EventCounts(plan.definitions(), registry);
    }

    @Bean
    MeterBinder accountMeters(Accounts accounts, Ledger ledger) {
        return new AccountMeters(accounts, ledger);
    }

    @Bean
    MeterBinder feedMeters(Plan plan, OpenFeeds feeds, Sources sources, FileProgress progress) {
        return new FeedMeters(plan.feeds().keySet(), feeds.namesWithInbox(), plan.data(), sources, progress);
    }

    @Bean
    MeterBinder ledgerMeters(Ledger ledger) {
        return new LedgerMeters(ledger);
    }
}
