package com.eventcourier.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/** A feed is a folder and a route: one without the other would leave files lying, or read them for nobody. */
final class FeedRoutes {

    private static final String PARAMETER = "feed";

    private FeedRoutes() {}

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
