package com.eventcourier.feed;

import com.eventcourier.event.ConfigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The feeds that are configured. */
public final class Feeds {

    private Feeds() {}

    /**
     * Every folder is a feed and holds a {@code feed.yaml}.
     *
     * @param folder {@code config/feeds}; where it is missing there are no feeds
     * @return the feeds by name, in order
     * @throws ConfigFault with one line for each fault found, which names file and line
     */
    public static Map<String, Feed> load(Path folder) throws IOException {
        Map<String, Feed> feeds = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Path each : folders(folder)) {
            Path file = each.resolve("feed.yaml");
            if (Files.isRegularFile(file)) {
                FeedSettings settings = new FeedSettings(file, faults);
                Feed feed = settings.feed();
                if (feed != null) {
                    feeds.put(feed.feed(), feed);
                }
            } else {
                faults.add(each + ": the folder of a feed has no feed.yaml.");
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigFault(faults);
        }
        return feeds;
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child)
                            && !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
