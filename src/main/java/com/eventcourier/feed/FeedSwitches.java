package com.eventcourier.feed;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which feeds a person stopped: nothing new of them is read, what is there waits. A restart remembers it. */
public final class FeedSwitches {

    private static final String NOTE = "stopped-feeds";

    private final ObjectMapper json = new ObjectMapper();
    private final Ledger ledger;
    private volatile Map<String, Stop> stopped;

    /** Since when, in ISO form, by whom and why. */
    public record Stop(String since, String who, String why) {}

    FeedSwitches(Ledger ledger) throws JsonProcessingException {
        this.ledger = ledger;
        LedgerQueries.Note before = ledger.queries().notes().get(NOTE);
        stopped = before == null ? Map.of() : json.readValue(before.value(), new TypeReference<>() {});
    }

    public boolean isStopped(String feed) {
        return stopped.containsKey(feed);
    }

    public Optional<Stop> stop(String feed) {
        return Optional.ofNullable(stopped.get(feed));
    }

    /** Whether it was not stopped before. */
    public synchronized boolean stop(String feed, String who, String why) {
        Map<String, Stop> now = new TreeMap<>(stopped);
        boolean changed = now.putIfAbsent(feed, new Stop(Instant.now().toString(), who, why)) == null;
        keep(now);
        return changed;
    }

    /** Whether it was stopped before. */
    public synchronized boolean start(String feed) {
        Map<String, Stop> now = new TreeMap<>(stopped);
        boolean changed = now.remove(feed) != null;
        keep(now);
        return changed;
    }

    private void keep(Map<String, Stop> now) {
        stopped = now;
        try {
            ledger.keep(NOTE, json.writeValueAsString(now));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and times can be written", e);
        }
    }
}
