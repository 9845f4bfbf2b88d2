package com.eventcourier.feed;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts feeds to work: joins each with its account and its mapping. */
public final class FeedsAtWork {

    private FeedsAtWork() {}

    /**
     * @param queues the queues of the feeds that read one
     * @param accountOf the account's name for a feed's name
     * @param withoutInbox the feeds that read no files
     * @param targetChange what the operator said of an account whose target changed, by the account's name
     */
    public static OpenFeeds open(
            Map<String, Feed> feeds,
            Map<String, Mappings> mappings,
            Map<String, QueueOptions> queues,
            Accounts accounts,
            UnaryOperator<String> accountOf,
            Set<String> withoutInbox,
            UnaryOperator<String> targetChange,
            FeedSwitches switches,
            Ledger ledger) {
        Map<String, String> epochs = new HashMap<>();
        for (Account account : accounts.all()) {
            String change = targetChange.apply(account.name());
            long epoch = ledger.accountEpoch(account.name(), account.fingerprint(), change);
            epochs.put(account.name(), account.name() + "#" + epoch);
        }
        Map<String, OpenFeed> open = new HashMap<>();
        for (Feed feed : feeds.values()) {
            Account account = accounts.get(accountOf.apply(feed.feed()));
            open.put(
                    feed.feed(),
                    new OpenFeed(
                            feed,
                            mappings.get(feed.feed()),
                            account,
                            epochs.get(account.name()),
                            queues.get(feed.feed()),
                            switches,
                            new FeedRate()));
        }
        Map<String, String> accountByFeed = new HashMap<>();
        open.values()
                .forEach(feed -> accountByFeed.put(feed.name(), feed.account().name()));
        ledger.accountsAre(accountByFeed);
        return new OpenFeeds(open, withoutInbox);
    }
}
