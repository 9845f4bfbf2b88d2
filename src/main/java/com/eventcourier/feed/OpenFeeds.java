package com.eventcourier.feed;

import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Path folder;
    private final Map<String, String> off;

    OpenFeeds(Map<String, OpenFeed> feeds, Set<String> withoutInbox) {
        this(feeds, withoutInbox, null, Map.of());
    }

    private OpenFeeds(Map<String, OpenFeed> feeds, Set<String> withoutInbox, Path folder, Map<String, String> off) {
        this.feeds = Map.copyOf(feeds);
        this.withoutInbox = Set.copyOf(withoutInbox);
        this.folder = folder;
        this.off = Map.copyOf(off);
    }

    /**
     * The same, and able to say why a feed is not among them.
     *
     * @param feedsFolder where the folders of the feeds are
     * @param waiting the feeds that are off, with the setting that each waits for
     */
    public OpenFeeds outOf(Path feedsFolder, Map<String, String> waiting) {
        return new OpenFeeds(feeds, withoutInbox, feedsFolder, waiting);
    }

    public Optional<OpenFeed> find(String name) {
        return Optional.ofNullable(feeds.get(name));
    }

    /** @throws IllegalArgumentException when there is no such feed */
    public OpenFeed get(String name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(whyNot(name) + " The feeds are " + feeds.keySet() + "."));
    }

    /** Why there is no such feed at work, and what to do about it. */
    String whyNot(String name) {
        if (off.containsKey(name)) {
            return "Feed " + name + " is off: " + off.get(name)
                    + " was not set when the courier started. Set it, restart the courier and drop the file again.";
        }
        return folder != null && Files.isDirectory(folder.resolve(name))
                ? "Feed " + name + " was not there when the courier started; restart it and drop the file again."
                : "There is no feed " + name + ": config/feeds has no folder of this name.";
    }

    /** Those that read files. */
    List<OpenFeed> withInbox() {
        return feeds.values().stream().filter(feed -> hasInbox(feed.name())).toList();
    }

    public Set<String> namesWithInbox() {
        return withInbox().stream().map(OpenFeed::name).collect(Collectors.toSet());
    }

    /** Whether it reads files; what is posted or comes from a queue has no folder that could be missing. */
    public boolean hasInbox(String name) {
        return feeds.containsKey(name) && !withoutInbox.contains(name);
    }

    public Collection<OpenFeed> all() {
        return feeds.values();
    }

    /** The account of each feed. */
    public Map<String, String> accounts() {
        return feeds.values().stream()
                .collect(Collectors.toMap(OpenFeed::name, feed -> feed.account().name()));
    }
}
