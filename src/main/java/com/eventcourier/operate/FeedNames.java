package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.feed.http.HttpOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What settings call a feed is taken for its name: a variable of the environment has no hyphen and no small letter. */
record FeedNames(Set<String> feeds) {

    /**
     * The options, by the feeds' names.
     *
     * @throws ConfigFault where a setting may be that of several feeds
     */
    CourierOptions in(CourierOptions options) {
        HttpOptions http = options.http();
        return options.withFeeds(
                byFeed("courier.queues", options.queues()),
                byFeed("courier.sftp", options.sftp()),
                new HttpOptions(
                        http.port(),
                        http.address(),
                        http.maxRequest(),
                        http.maxRecords(),
                        byFeed("courier.http.feeds", http.feeds())));
    }

    private <T> Map<String, T> byFeed(String setting, Map<String, T> said) {
        Map<String, T> byFeed = new TreeMap<>();
        // two spellings of one feed have the same in them: Spring takes them for one name as well
        said.forEach((name, options) -> byFeed.put(feed(setting, name), options));
        return byFeed;
    }

    private String feed(String setting, String name) {
        List<String> meant = feeds.stream()
                .filter(feed -> inAVariable(feed).equals(inAVariable(name)))
                .sorted()
                .toList();
        if (meant.size() > 1) {
            throw new ConfigFault(setting + "." + name + " may be meant for each of the feeds " + meant
                    + ": in a setting their names are the same. Rename one of them.");
        }
        return meant.isEmpty() ? name : meant.get(0);
    }

    private static String inAVariable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}
