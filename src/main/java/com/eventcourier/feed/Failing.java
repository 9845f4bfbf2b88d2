package com.eventcourier.feed;

import com.eventcourier.webhook.Account;
import java.time.Duration;

/**
 * What an event has failed alone so far, while the target took others. What fails with all others is an outage, and uses
 * nothing up.
 *
 * @param attempts such attempts, each with the quick ones that belong to it
 * @param time how long it has failed so, since the first of them; a pause and a stop of the courier do not count
 * @param lastTryMillis when it was tried last, in milliseconds since 1970; null before its second try
 */
record Failing(int attempts, Duration time, Long lastTryMillis) {

    static final Failing NEVER = new Failing(0, Duration.ZERO, null);

    /** After one more attempt that was not accepted. */
    Failing after(Account account) {
        if (!account.failsAlone(lastTryMillis)) {
            return this;
        }
        // before its first failure alone it may have waited unposted, and nothing is known against it
        Duration more = attempts == 0 || lastTryMillis == null ? Duration.ZERO : account.openFor(lastTryMillis);
        return new Failing(attempts + 1, time.plus(more), lastTryMillis);
    }
}
