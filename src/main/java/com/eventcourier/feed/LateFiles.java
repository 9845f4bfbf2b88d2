package com.eventcourier.feed;

import com.eventcourier.ledger.FeedFigures;
import com.eventcourier.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the feeds that expected a file by a time of the day and got none. */
public final class LateFiles {

    private final Instant started = Instant.now();
    private final OpenFeeds feeds;
    private final Inboxes inboxes;
    private final Ledger ledger;
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();

    /**
     * A file that did not come.
     *
     * @param by the time of the day by which it was expected
     * @param expectedFrom the deadline before that: a file since then would have been the one
     * @param since the deadline that it missed
     */
    public record Late(String feed, LocalTime by, Instant expectedFrom, Instant since) {}

    LateFiles(OpenFeeds feeds, Inboxes inboxes, Ledger ledger) {
        this.feeds = feeds;
        this.inboxes = inboxes;
        this.ledger = ledger;
    }

    /** The files that are late at this moment. */
    public List<Late> now() throws IOException {
        List<Late> late = new ArrayList<>();
        unsure.clear();
        for (OpenFeed feed : feeds.withInbox()) {
            if (feed.feed().expectFileBy() != null) {
                FileDeadline deadline = FileDeadline.of(feed.feed());
                Instant last = deadline.last(Instant.now());
                Instant before = deadline.last(last.minusNanos(1));
                if (isLate(feed.name(), last, before)) {
                    late.add(new Late(feed.name(), feed.feed().expectFileBy(), before, last));
                }
            }
        }
        return late;
    }

    /**
     * Whether it was not known, when looked last, if a feed's file is late: it never had one, and the deadline was before
     * this start. In an earlier run it may have been late.
     */
    public boolean isUnsure(String feed) {
        return unsure.contains(feed);
    }

    /** A feed that never had a file is not late before it was there: what it missed was missed before the first start. */
    private boolean isLate(String feed, Instant last, Instant before) throws IOException {
        Optional<Instant> opened = new FeedFigures(ledger.queries()).lastOpened(feed);
        boolean came = opened.isPresent() && opened.get().isAfter(before);
        if (came || inboxes.holdsFile(feed)) {
            return false;
        }
        boolean known = opened.isPresent() || started.isBefore(last);
        if (!known) {
            unsure.add(feed);
        }
        return known;
    }
}
