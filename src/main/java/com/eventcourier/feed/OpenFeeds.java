package com.eventcourier.feed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The feeds at work, by name. */
public final class OpenFeeds {

    private final Map<String, OpenFeed> feeds;
    private final Set<String> withoutInbox;

    OpenFeeds(Map<String, OpenFeed> feeds, Set<String> withoutInbox) {
        this.feeds = Map.copyOf(feeds);
        this.withoutInbox = Set.copyOf(withoutInbox);
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

    /** Those that read files. */
    List<OpenFeed> withInbox() {
        return feeds.values().stream().filter(feed -> hasInbox(feed.name())).toList();
    }

    public Set<String> namesWithInbox() {
        return withInbox().stream().map(OpenFeed::name).collect(Collectors.toSet());
    }

    boolean hasInbox(String name) {
        return feeds.containsKey(name) && !withoutInbox.contains(name);
    }

    public Collection<OpenFeed> all() {
        return feeds.values();
    }
}
