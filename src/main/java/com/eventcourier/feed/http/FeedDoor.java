package com.eventcourier.feed.http;

import com.eventcourier.feed.OpenFeed;
import com.eventcourier.feed.http.HttpOptions.Access;
import com.eventcourier.ledger.Ledger;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** One feed's part of the door: its credentials, its rate, and how much of its account waits already. */
final class FeedDoor {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int COME_BACK_SECONDS = 5;
    private static final int A_PERSONS_TIME_SECONDS = 60;

    private final OpenFeed feed;
    private final Ledger ledger;
    private final Keyring keys;
    private final RateLimiter rate;
    private long lookedAt = System.nanoTime() - LOOK.toNanos();
    private long waiting;

    FeedDoor(OpenFeed feed, Access access, Ledger ledger) {
        this.feed = feed;
        this.ledger = ledger;
        keys = new Keyring(access);
        rate = RateLimiter.of(
                feed.name(),
                RateLimiterConfig.custom()
                        .limitForPeriod(access.ratePerSecond())
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    OpenFeed feed() {
        return feed;
    }

    void refuseStrangers(String authorization) {
        if (!keys.opens(authorization)) {
            throw new Problem(401, "Unauthorized", "The credentials are missing or wrong.")
                    .with("WWW-Authenticate", keys.challenge());
        }
    }

    /** Its route does not run, but could not say so. */
    void refuseWhenStopped() {
        if (feed.isStopped()) {
            throw new Problem(
                            503,
                            "Stopped",
                            "Feed " + feed.name()
                                    + " was stopped by hand. Nothing was stored; send the request again later.")
                    .with("Retry-After", A_PERSONS_TIME_SECONDS);
        }
    }

    void refuseHaste() {
        if (!rate.acquirePermission()) {
            throw new Problem(
                            429,
                            "Too many requests",
                            "Feed " + feed.name() + " takes "
                                    + rate.getRateLimiterConfig().getLimitForPeriod()
                                    + " requests in a second. Send several events in one request, or wait.")
                    .with("Retry-After", 1);
        }
    }

    /** What cannot be sent waits in the ledger, but not without end: from there on the sender keeps it. */
    synchronized void refuseWhenFull() {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK.toNanos()) {
            waiting = ledger.queries().waiting(feed.account().name());
            lookedAt = now;
        }
        if (feed.account().isFull(waiting)) {
            throw new Problem(
                            503,
                            "Too much is waiting",
                            "More events wait for account " + feed.account().name()
                                    + " than it allows (retry-open-max). Nothing was stored; send the request again later.")
                    .with("Retry-After", COME_BACK_SECONDS);
        }
    }

    /** Counted at once, as the next look at the ledger may be a thousand events away. */
    synchronized void took(int events) {
        waiting += events;
    }
}
