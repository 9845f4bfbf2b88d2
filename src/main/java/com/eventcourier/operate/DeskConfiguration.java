package com.eventcourier.operate;

import com.eventcourier.feed.FeedNotes;
import com.eventcourier.feed.FeedSwitches;
import com.eventcourier.feed.FileProgress;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Replaying;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Accounts;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people operate the courier with: the same beans are the MBeans and what HTTP calls. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "courier.management.enabled", matchIfMissing = true)
class DeskConfiguration {

    @Bean
    FeedReaders feedReaders(CamelContext camel, Sources sources) {
        return new FeedReaders(camel, sources);
    }

    @Bean
    DeadLettersDesk deadLettersDesk(Plan plan, Ledger ledger) {
        return new DeadLettersDesk(plan, ledger);
    }

    @Bean
    ReplayDesk replayDesk(
            Plan plan,
            Ledger ledger,
            OpenFeeds feeds,
            Replaying replaying,
            FeedNotes feedNotes,
            AccountNotes accountNotes) {
        return new ReplayDesk(plan, ledger, feeds, replaying, feedNotes, accountNotes);
    }

    @Bean
    AccountsDesk accountsDesk(Ledger ledger, Accounts accounts, AccountNotes accountNotes) {
        return new AccountsDesk(ledger, accounts, accountNotes);
    }

    @Bean
    FeedsDesk feedsDesk(
            Ledger ledger, OpenFeeds feeds, FeedSwitches switches, FeedReaders readers, FeedNotes feedNotes) {
        return new FeedsDesk(ledger, feeds, switches, readers, feedNotes);
    }

    @Bean
    FilesDesk filesDesk(Ledger ledger, DataFolder data, FileProgress fileProgress) {
        return new FilesDesk(ledger, data, fileProgress);
    }

    @Bean
    EventsDesk eventsDesk(Plan plan, Ledger ledger) {
        return new EventsDesk(plan, ledger);
    }

    @Bean
    AuditDesk auditDesk(Ledger ledger) {
        return new AuditDesk(ledger);
    }

    @Bean
    DeskCalls deskCalls(
            DeadLettersDesk deadLetters,
            ReplayDesk replay,
            AccountsDesk accounts,
            FeedsDesk feeds,
            FilesDesk files,
            EventsDesk events,
            AuditDesk audit) {
        return new DeskCalls(List.of(deadLetters, replay, accounts, feeds, files, events, audit));
    }
}
