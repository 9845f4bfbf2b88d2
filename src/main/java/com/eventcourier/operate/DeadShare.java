package com.eventcourier.operate;

import com.eventcourier.ledger.FeedFigures;
import com.eventcourier.ledger.FeedFigures.Outcomes;
import com.eventcourier.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Looks at the share of dead letters among the outcomes that each feed had of late. */
final class DeadShare {

    static final String CODE = "dead-share";

    private static final int SAMPLES = 20;
    private static final Outcomes NONE = new Outcomes(0, 0);

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Ledger ledger;
    private final AlertOptions options;
    private final long windowNanos;
    private List<Alert> last = List.of();
    private final Instant started = Instant.now();
    private long firstLook;

    /** All outcomes up to a moment, by feed. */
    private record Sample(long nanos, Map<String, Outcomes> feeds) {}

    DeadShare(Ledger ledger, AlertOptions options) {
        this.ledger = ledger;
        this.options = options;
        this.windowNanos = options.deadWindow().toNanos();
    }

    /** The sums cost a query over all arrivals, so they are made a few times in each window only. */
    List<Alert> now() {
        long now = System.nanoTime();
        if (samples.isEmpty()) {
            firstLook = now;
        }
        if (samples.isEmpty() || now - samples.getLast().nanos() >= windowNanos / SAMPLES) {
            samples.addLast(new Sample(now, new FeedFigures(ledger.queries()).outcomesByFeed()));
            while (samples.size() > 2 && now - samples.getFirst().nanos() > windowNanos) {
                samples.removeFirst();
            }
            last = alerts();
        }
        return last;
    }

    /** The outcomes before the start are not seen here: until a window is full they may be what an earlier run told of. */
    boolean isUnsureOf(Alert alert) {
        boolean full = !samples.isEmpty() && samples.getLast().nanos() - firstLook >= windowNanos;
        return !full && Instant.parse(alert.since()).isBefore(started);
    }

    private List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        samples.getLast().feeds().forEach((feed, sums) -> {
            Outcomes before = samples.getFirst().feeds().getOrDefault(feed, NONE);
            long all = sums.all() - before.all();
            long dead = sums.dead() - before.dead();
            if (all >= options.deadLeast() && dead > options.deadShare() * all) {
                alerts.add(alert(feed, dead, all));
            }
        });
        return alerts;
    }

    private Alert alert(String feed, long dead, long all) {
        Duration window = options.deadWindow();
        return Alert.of(
                CODE,
                feed,
                "Feed " + feed + " had " + dead + " dead letters among " + all + " outcomes in the last "
                        + (window.toMinutes() > 0
                                ? window.toMinutes() + " minutes."
                                : window.toSeconds() + " seconds."),
                "Look at the codes in status and at the reasons in the rejected files of the feed's outbox.");
    }
}
