package com.eventcourier.operate;

import com.eventcourier.feed.SftpOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.builder.RouteBuilder;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A feed from an SFTP server is a route from the template {@code feed-from-sftp} and the server's options. It gets a
 * second route, which reads its inbox as that of any other feed.
 */
final class SftpFeeds extends RouteBuilder {

    static final String OPTIONS = "courier.sftp.";

    private static final String TEMPLATE = "feed-from-sftp";

    private final Map<String, SftpOptions> servers;

    SftpFeeds(Map<String, SftpOptions> servers) {
        this.servers = servers;
    }

    /** The servers of the feeds that are on. */
    static Map<String, SftpOptions> of(Plan plan) {
        Map<String, SftpOptions> servers = new TreeMap<>(plan.options().sftp());
        servers.keySet().retainAll(plan.feeds().keySet());
        servers.values().removeIf(server -> server.host() == null);
        return servers;
    }

    @Override
    public void configure() {
        servers.forEach((feed, server) -> {
            templatedRoute("feed-from-inbox").routeId("read-" + feed).parameter("feed", feed);
            if (server.reportFolder() != null) {
                templatedRoute("reports-to-sftp").routeId("reports-" + feed).parameter("feed", feed);
            }
        });
    }

    /** What is wrong with the servers of this plan, a sentence each. */
    static List<String> faults(Plan plan, List<RouteFile> files) {
        List<String> faults = new ArrayList<>();
        Set<String> routed = routed(files);
        for (String feed : plan.options().sftp().keySet()) {
            if (!routed.contains(feed)) {
                faults.add(
                        OPTIONS + feed + " is the server of no feed: no route is made for a feed of this name from the"
                                + " template " + TEMPLATE + ".");
            }
        }
        Map<String, SftpOptions> servers = of(plan);
        for (String feed : routed) {
            if (plan.feeds().containsKey(feed) && !servers.containsKey(feed)) {
                faults.add("Feed " + feed + " is copied from an SFTP server, and " + OPTIONS + feed
                        + ".host is not set. Set it, or write only-with: " + OPTIONS + feed
                        + ".host into its feed.yaml, so that it is off without.");
            }
        }
        Path config = plan.options().config();
        servers.forEach((feed, server) -> {
            server.faults(config).forEach(fault -> faults.add(OPTIONS + feed + "." + fault + "."));
            if (plan.sandbox() && !server.isHere()) {
                faults.add(
                        OPTIONS + feed + ".host is not this machine, and no account has a URL: the sandbox would take"
                                + " the server's files away. Set the URL of an account, or leave the host out.");
            }
        });
        return faults;
    }

    private static Set<String> routed(List<RouteFile> files) {
        Set<String> feeds = new TreeSet<>();
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries("templatedRoute")) {
                for (Node parameter : entry.items("parameters")) {
                    if (entry.text("routeTemplateRef").equals(TEMPLATE)
                            && YamlPair.childText(parameter, "name").equals("feed")) {
                        feeds.add(YamlPair.childText(parameter, "value"));
                    }
                }
            }
        }
        return feeds;
    }
}
