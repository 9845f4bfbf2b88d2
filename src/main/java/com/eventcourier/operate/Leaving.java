package com.eventcourier.operate;

import com.eventcourier.feed.Inboxes;
import com.eventcourier.feed.Queues;
import com.eventcourier.feed.Replaying;
import com.eventcourier.feed.SftpDoors;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ShutdownStrategy;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Ends the work before anything is closed: readers end, waiters are let go, and what is in flight is waited for. */
final class Leaving {

    private static final long SHORTEST_MILLIS = 1000;

    private final Inboxes inboxes;
    private final SftpDoors sftpDoors;
    private final Queues queues;
    private final Replaying replaying;
    private final Accounts accounts;
    private final Ledger ledger;
    private final CamelContext camel;

    Leaving(
            Inboxes inboxes,
            SftpDoors sftpDoors,
            Queues queues,
            Replaying replaying,
            Accounts accounts,
            Ledger ledger,
            CamelContext camel) {
        this.inboxes = inboxes;
        this.sftpDoors = sftpDoors;
        this.queues = queues;
        this.replaying = replaying;
        this.accounts = accounts;
        this.ledger = ledger;
        this.camel = camel;
    }

    @EventListener
    void leave(ContextClosedEvent closing) {
        long begun = System.nanoTime();
        ledger.stopBegins();
        queues.stop();
        sftpDoors.stop();
        inboxes.stop();
        replaying.stop();
        for (Account account : accounts.all()) {
            account.gate().release();
        }
        waitSoMuchLess(System.nanoTime() - begun);
    }

    /** What a ledger at fault took of the time for the stop is not there for the routes any more. */
    private void waitSoMuchLess(long nanos) {
        ShutdownStrategy stop = camel.getShutdownStrategy();
        long left = stop.getTimeUnit().toMillis(stop.getTimeout()) - TimeUnit.NANOSECONDS.toMillis(nanos);
        stop.setTimeUnit(TimeUnit.MILLISECONDS);
        stop.setTimeout(Math.max(left, SHORTEST_MILLIS));
    }
}
