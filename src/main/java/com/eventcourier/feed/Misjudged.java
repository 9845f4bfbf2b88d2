package com.eventcourier.feed;

import com.eventcourier.ledger.DeskAction;
import com.eventcourier.ledger.LedgerDesk;
import com.eventcourier.ledger.RecordId;
import com.eventcourier.webhook.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that died of a page in the webhook's place, before the pages after it showed that it says nothing of them. Their
 * letters are replayed without being asked; as the gate is shut by then, they are posted when it opens.
 */
final class Misjudged {

    private static final Logger LOG = LoggerFactory.getLogger(Misjudged.class);
    private static final Duration LONGEST_ON_ITS_WAY = Duration.ofMinutes(1);
    private static final DeskAction COURIER = new DeskAction(
            "courier",
            "replay run",
            "events that died of a page in the webhook's place, stored",
            "several answers in a row were not JSON: they come from something before the webhook and are judged again");

    private final Queue<One> waiting = new ConcurrentLinkedQueue<>();

    /** The event's outcome may still be on its way to the ledger. */
    private record One(RecordId event, long since) {}

    void of(Account account) {
        account.onMisjudged(events -> events.forEach(this::add));
    }

    private void add(Object event) {
        if (event instanceof RecordId id) {
            waiting.add(new One(id, System.nanoTime()));
        }
    }

    /** Replays what there is; true if there was anything to do. */
    synchronized boolean replay(LedgerDesk ledger, Map<String, String> accountOf) {
        List<One> now = List.copyOf(waiting);
        if (now.isEmpty()) {
            return false;
        }
        List<RecordId> missing = ledger.judgeAgain(now.stream().map(One::event).toList(), accountOf, COURIER);
        for (One one : now) {
            boolean there = !missing.contains(one.event());
            if (there || System.nanoTime() - one.since() > LONGEST_ON_ITS_WAY.toNanos()) {
                waiting.remove(one);
            }
            if (there) {
                LOG.info(
                        "Row {} of arrival {} was given up for a page in the webhook's place, and is judged again when the"
                                + " account's gate opens.",
                        one.event().position(),
                        one.event().arrival());
            }
        }
        return true;
    }
}
