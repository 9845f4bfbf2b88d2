package com.eventcourier.feed;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The feeds at work, by name. */
public final class OpenFeeds {

    private final Map<String, OpenFeed> feeds;

    OpenFeeds(Map<String, OpenFeed> feeds) {
        this.feeds = Map.copyOf(feeds);
    }

    public Optional<OpenFeed> find(String name) {
        return Optional.ofNullable(feeds.get(name));
    }

    /** @throws IllegalArgumentException when there is no such feed */
    public OpenFeed get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no feed " + name
                        + ": config/feeds has no folder of this name. The feeds are " + feeds.keySet() + "."));
    }

    public Collection<OpenFeed> all() {
        return feeds.values();
    }
}
