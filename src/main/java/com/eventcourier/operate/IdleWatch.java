package com.eventcourier.operate;

import com.eventcourier.deadletter.DeadLetters;
import com.eventcourier.feed.Inboxes;
import com.eventcourier.feed.OpenFeed;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Queues;
import com.eventcourier.feed.SftpDoors;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterQueries;
import com.eventcourier.ledger.State;
import com.eventcourier.ledger.Tally;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.GateState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Knows when there is nothing left to do. */
@Component
final class IdleWatch {

    private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);
    static final int LEFT_SOMETHING = 3;
    private static final Duration SOON = Duration.ofSeconds(60);
    static final Duration PATIENCE_WITH_PAUSE = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 300;
    private static final int QUIET_LOOKS = 3;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Inboxes inboxes;
    private final Queues queues;
    private final SftpDoors sftpDoors;
    private final DeadLetters deadLetters;
    private final Accounts accounts;
    private final OpenFeeds feeds;
    private final Ledger ledger;
    private final LetterQueries letters;
    private final LetterQueries.Moment start;

    IdleWatch(
            Inboxes inboxes,
            SftpDoors sftpDoors,
            Queues queues,
            DeadLetters deadLetters,
            Accounts accounts,
            OpenFeeds feeds,
            Ledger ledger) {
        this.inboxes = inboxes;
        this.sftpDoors = sftpDoors;
        this.queues = queues;
        this.deadLetters = deadLetters;
        this.accounts = accounts;
        this.feeds = feeds;
        this.ledger = ledger;
        this.letters = new LetterQueries(ledger.queries());
        this.start = letters.now();
    }

    @EventListener
    void stopping(ContextClosedEvent closing) {
        stopped.countDown();
    }

    void awaitStop(ConfigurableApplicationContext context) throws InterruptedException {
        stopped.await();
        context.close();
    }

    /** Waits for the end of the work, stops the courier and returns the exit code. */
    int awaitIdle(ConfigurableApplicationContext context) throws InterruptedException, IOException {
        int quiet = 0;
        int heldLooks = 0;
        while (quiet < QUIET_LOOKS) {
            if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return 0;
            }
            quiet = isIdle() ? quiet + 1 : 0;
            heldLooks = isHeld() ? heldLooks + 1 : 0;
            Duration patience = isPaused() ? PATIENCE_WITH_PAUSE : SOON;
            if (heldLooks * LOOK_MILLIS >= patience.toMillis()) {
                break;
            }
        }
        inboxes.endGone();
        int code = exitCode();
        context.close();
        return code;
    }

    private boolean isIdle() throws IOException {
        return sftpDoors.isIdle()
                && inboxes.isIdle()
                && queues.isIdle()
                && ledger.queries().dueBefore(Instant.now().plus(SOON), delivering()) == 0
                && ledger.queries().replaying(delivering()) == 0
                && ledger.queries().settledSinceReport().isEmpty()
                && deadLetters.isIdle();
    }

    /** The feeds whose retries and dead letters may be sent now. */
    private List<String> delivering() {
        return feeds.all().stream()
                .filter(OpenFeed::isInItsHours)
                .map(OpenFeed::name)
                .toList();
    }

    private boolean isPaused() {
        return accounts.all().stream()
                .anyMatch(account -> account.gate().status().state().equals(GateState.PAUSED.word()));
    }

    private boolean isHeld() {
        boolean held = false;
        for (Account account : accounts.all()) {
            held |= !account.gate().isOpen();
        }
        return held;
    }

    private List<String> quietWithFiles() throws IOException {
        List<String> feeds = new ArrayList<>();
        for (String feed : inboxes.quietFeeds()) {
            if (inboxes.holdsFile(feed)) {
                feeds.add(feed);
            }
        }
        return feeds;
    }

    private int exitCode() throws IOException {
        Tally total = ledger.queries().total();
        long dead = letters.diedSince(start);
        long retries =
                total.of(State.PENDING) + total.of(State.RETRY) + total.of(State.AMBIGUOUS) + total.of(State.REPLAYING);
        boolean held = isHeld();
        List<String> quiet = quietWithFiles();
        List<String> down = queues.down();
        int unfinished = ledger.queries().openFiles().size();
        if (dead > 0 || retries > 0 || unfinished > 0 || held || !quiet.isEmpty() || !down.isEmpty()) {
            LOG.warn(
                    "Nothing more to do now. Left: {} dead letters of this run, {} retries{}{}{}{}.",
                    dead,
                    retries,
                    unfinished == 0 ? "" : ", " + unfinished + " files that were begun and are not finished",
                    held ? ", a paused account" : "",
                    quiet.isEmpty() ? "" : ", files of " + quiet + " that wait for the feed's hours",
                    down.isEmpty() ? "" : ", queues of " + down + " that cannot be reached");
            return LEFT_SOMETHING;
        }
        LOG.info(
                "Nothing more to do; everything of this run was delivered{}.",
                total.deadOpen() == 0 ? "" : ". Dead letters of earlier runs that are still open: " + total.deadOpen());
        return 0;
    }
}
