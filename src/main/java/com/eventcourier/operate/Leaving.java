package com.eventcourier.operate;

import com.eventcourier.feed.Inboxes;
import com.eventcourier.feed.Queues;
import com.eventcourier.feed.Replaying;
import com.eventcourier.feed.SftpDoors;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Ends the work before anything is closed: readers end, waiters are let go, and what is in flight is waited for. */
final class Leaving {

    private final Inboxes inboxes;
    private final SftpDoors sftpDoors;
    private final Queues queues;
    private final Replaying replaying;
    private final Accounts accounts;

    Leaving(Inboxes inboxes, SftpDoors sftpDoors, Queues queues, Replaying replaying, Accounts accounts) {
        this.inboxes = inboxes;
        this.sftpDoors = sftpDoors;
        this.queues = queues;
        this.replaying = replaying;
        this.accounts = accounts;
    }

    @EventListener
    void leave(ContextClosedEvent closing) {
        queues.stop();
        sftpDoors.stop();
        inboxes.stop();
        replaying.stop();
        for (Account account : accounts.all()) {
            account.gate().release();
        }
    }
}
