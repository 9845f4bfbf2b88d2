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
 * @param switches says whether a person stopped it
 * @param rate how fast its events get their outcomes
 */
public record OpenFeed(
        Feed feed,
        Mappings mappings,
        Account account,
        String epoch,
        QueueOptions queue,
        FeedSwitches switches,
        FeedRate rate) {

    /** Whether new records of it are read at this moment. */
    boolean mayRead() {
        return isInItsHours() && !isStopped();
    }

    /** Whether a person stopped it. */
    public boolean isStopped() {
        return switches.isStopped(feed.feed());
    }

    /** Whether it is within its hours; what is in the ledger is sent then, be the feed stopped or not. */
    public boolean isInItsHours() {
        return feed.deliverBetween().isOpen();
    }

    public String name() {
        return feed.feed();
    }
}
