package com.eventcourier.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/** A feed is a folder and a route: one without the other would leave files lying, or read them for nobody. */
final class FeedRoutes {

    static final String HTTP = "feed-from-http";
    static final String QUEUE = "feed-from-sqs";

    private static final String PARAMETER = "feed";

    /** What a feed's events come by, if not by files in its inbox. */
    private static final Set<String> WITHOUT_INBOX = Set.of(HTTP, QUEUE);

    private FeedRoutes() {}

    /** The feeds whose route reads no inbox. */
    static Set<String> withoutInbox(Plan plan) {
        Set<String> feeds = new TreeSet<>();
        WITHOUT_INBOX.forEach(template ->
                feeds.addAll(madeFrom(template, RouteLint.readAll(plan.options().routes(), new ArrayList<>()))));
        feeds.retainAll(plan.feeds().keySet());
        return feeds;
    }

    /** The feeds whose route is made from this template. */
    static Set<String> madeFrom(String template, List<RouteFile> files) {
        Set<String> feeds = new TreeSet<>();
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries("templatedRoute")) {
                if (entry.text("routeTemplateRef").equals(template)) {
                    entry.items("parameters").stream()
                            .filter(parameter ->
                                    YamlPair.childText(parameter, "name").equals(PARAMETER))
                            .forEach(parameter -> feeds.add(YamlPair.childText(parameter, "value")));
                }
            }
        }
        return feeds;
    }

    /**
     * @param feeds the folders in config/feeds of feeds that are on
     * @param off those of feeds that are off
     */
    static List<String> faults(List<RouteFile> files, Set<String> feeds, Set<String> off) {
        List<String> faults = new ArrayList<>();
        Set<String> read = new TreeSet<>();
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries("templatedRoute")) {
                for (Node parameter : entry.items("parameters")) {
                    if (YamlPair.childText(parameter, "name").equals(PARAMETER)) {
                        String feed = YamlPair.childText(parameter, "value");
                        read.add(feed);
                        if (!feeds.contains(feed) && !off.contains(feed)) {
                            String message =
                                    "There is no feed '" + feed + "': config/feeds has no folder of this name.";
                            faults.add(file.finding(YamlPair.lineOfKey(parameter, "value"), message)
                                    .toString());
                        }
                    }
                }
            }
        }
        for (String feed : feeds) {
            if (!read.contains(feed)) {
                faults.add("Feed " + feed + " has no route, so nothing reads its inbox: add routes/feeds/" + feed
                        + ".camel.yaml, or take the folder config/feeds/" + feed + " away.");
            }
        }
        return faults;
    }
}
