package com.eventcourier.feed;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.webhook.OutcomeTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that the feeds' routes name. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

    @Bean
    Pipeline pipeline(Ledger ledger, OpenFeeds feeds, DataFolder data) {
        LedgerQueries queries = ledger.queries();
        return new Pipeline(
                ledger.keys(), new LetterQueries(queries), new Mends(queries, shapes(queries, feeds, data)));
    }

    @Bean
    Settling settling(Ledger ledger, OutcomeTable table, OutcomeWatch watch) {
        return new Settling(ledger, new RetryDelay(table), watch);
    }

    @Bean
    FeedSwitches feedSwitches(Ledger ledger) throws JsonProcessingException {
        return new FeedSwitches(ledger);
    }

    @Bean
    FeedNotes feedNotes(OpenFeeds feeds, FeedSwitches feedSwitches, Sources sources, DataFolder data, Ledger ledger) {
        return new FeedNotes(feeds, feedSwitches, sources, data, ledger);
    }

    @Bean
    FileFaults fileFaults() {
        return new FileFaults();
    }

    @Bean
    Arrivals arrivals(OpenFeeds feeds, Ledger ledger, DataFolder data, FileFaults fileFaults) {
        return new Arrivals(feeds, ledger, data, fileFaults);
    }

    @Bean
    Reports reports(Ledger ledger, DataFolder data, OpenFeeds feeds, FileFaults fileFaults) {
        return new Reports(ledger, data, feeds, fileFaults);
    }

    @Bean
    Bell bell() {
        return new Bell();
    }

    @Bean
    Intake intake(Ledger ledger, Bell bell, OutcomeWatch watch) {
        return new Intake(ledger, bell, watch);
    }

    @Bean
    Redelivery redelivery(Ledger ledger, OpenFeeds feeds, Bell bell) {
        return new Redelivery(ledger, feeds, bell);
    }

    @Bean
    Replaying replaying(Ledger ledger, OpenFeeds feeds, DataFolder data) {
        LedgerQueries queries = ledger.queries();
        return new Replaying(ledger, feeds, new KeptRecords(queries, shapes(queries, feeds, data), feeds));
    }

    private static Shapes shapes(LedgerQueries queries, OpenFeeds feeds, DataFolder data) {
        return new Shapes(queries, data, feed -> feeds.get(feed).feed());
    }

    @Bean
    StrayFiles strayFiles(OpenFeeds feeds, DataFolder data) {
        return new StrayFiles(feeds, data);
    }

    @Bean
    FileProgress fileProgress(Arrivals arrivals, Ledger ledger) {
        return new FileProgress(arrivals, ledger);
    }

    @Bean
    QuietHours quietHours(OpenFeeds feeds, Ledger ledger) {
        return new QuietHours(feeds, ledger);
    }

    @Bean
    Sources sources(Ledger ledger) {
        return new Sources(ledger);
    }

    @Bean
    Messages messages(OpenFeeds feeds, Ledger ledger) {
        return new Messages(feeds, ledger);
    }

    @Bean
    Queues queues(OpenFeeds feeds, Sources sources, Messages messages, Ledger ledger) {
        return new Queues(feeds, sources, messages, ledger);
    }

    @Bean
    LateFiles lateFiles(OpenFeeds feeds, Inboxes inboxes, Ledger ledger) {
        return new LateFiles(feeds, inboxes, ledger);
    }

    @Bean
    DoneFiles doneFiles(OpenFeeds feeds, DataFolder data) {
        return new DoneFiles(feeds, data);
    }

    @Bean
    Inboxes inboxes(OpenFeeds feeds, DataFolder data, Arrivals arrivals, Reports reports, Redelivery redelivery) {
        return new Inboxes(feeds, data, arrivals, reports, redelivery);
    }
}
