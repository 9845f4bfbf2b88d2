package com.eventcourier.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the ledger knows of feeds as a whole. */
public final class FeedFigures {

    private final LedgerQueries queries;

    public FeedFigures(LedgerQueries queries) {
        this.queries = queries;
    }

    /** How many outcomes each feed had, and how many of them are dead letters; what may still change is not counted. */
    public Map<String, Outcomes> outcomesByFeed() {
        Map<String, Outcomes> feeds = new TreeMap<>();
        queries.each(
                "select a.feed, sum(case t.state when 'dead' then t.n else 0 end), sum(t.n) from tally t"
                        + " join arrival a on a.id = t.arrival"
                        + " where t.state in ('accepted', 'duplicate', 'filtered', 'dead') group by a.feed",
                row -> feeds.put(row.getString(1), new Outcomes(row.getLong(2), row.getLong(3))));
        return feeds;
    }

    /** Outcomes of a feed. */
    public record Outcomes(long dead, long all) {}

    /** The newest files of a feed, or of all feeds where it is null; the newest first. */
    public List<ArrivalRow> latestFiles(String feed, int most) {
        return feed == null
                ? queries.latestFiles(most)
                : queries.arrivals("where a.kind = 'file' and a.feed = ? order by a.id desc limit ?", feed, most);
    }

    /** When the last file of a feed was opened; empty when there was none yet. */
    public Optional<Instant> lastOpened(String feed) {
        long at = queries.one("select coalesce(max(opened_at), 0) from arrival where feed = ? and kind = 'file'", feed);
        return at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }

    /** The number of the newest arrival of all feeds; 0 when there is none. */
    public long newestArrival() {
        return queries.one("select coalesce(max(id), 0) from arrival");
    }

    /**
     * Whether the ledger has an arrival of this content that began after another one, or that is open under this name.
     *
     * @param after the number of that other one
     */
    public boolean hasArrival(String feed, byte[] hash, String name, long after) {
        return queries.one(
                        "select (select count(*) from arrival where id > ? and feed = ? and hash = ?) + (select count(*)"
                                + " from arrival where state <> 'moved' and feed = ? and hash = ? and name = ?)",
                        after,
                        feed,
                        hash,
                        feed,
                        hash,
                        name)
                > 0;
    }
}
