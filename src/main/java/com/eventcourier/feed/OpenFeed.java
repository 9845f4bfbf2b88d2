package com.eventcourier.feed;

import com.eventcourier.webhook.Account;

/**
 * A feed at work.
 *
 * @param feed what its folder says
 * @param mappings how its records become events
 * @param account where its events go; in the sandbox always the sandbox's own account
 * @param epoch the account's key epoch: part of every delivery key
 * @param queue where its records come from; null where they come otherwise
 */
public record OpenFeed(Feed feed, Mappings mappings, Account account, String epoch, QueueOptions queue) {

    public String name() {
        return feed.feed();
    }
}
