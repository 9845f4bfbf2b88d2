package com.eventcourier.operate;

import com.eventcourier.feed.QueueOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A feed that reads a queue is a route from the template {@code feed-from-sqs} and the queue's options. */
final class QueueFeeds {

    private QueueFeeds() {}

    /** What does not fit together of queues and routes, a sentence each. */
    static List<String> faults(Plan plan, List<RouteFile> files) {
        List<String> faults = new ArrayList<>();
        Set<String> routed = FeedRoutes.madeFrom(FeedRoutes.QUEUE, files);
        for (String feed : plan.options().queues().keySet()) {
            if (!routed.contains(feed)) {
                faults.add(
                        "courier.queues." + feed + " is the queue of no feed: no route is made for a feed of this name"
                                + " from the template " + FeedRoutes.QUEUE + ".");
            }
        }
        Map<String, QueueOptions> queues = plan.queues();
        for (String feed : routed) {
            if (plan.feeds().containsKey(feed) && !queues.containsKey(feed)) {
                faults.add("Feed " + feed + " reads a queue, and courier.queues." + feed + ".url is not set. Set it, or"
                        + " write only-with: courier.queues." + feed
                        + ".url into its feed.yaml, so that it is off without.");
            }
        }
        return faults;
    }

    /** What is wrong with the queues themselves, a sentence each. */
    static List<String> optionFaults(Plan plan) {
        List<String> faults = new ArrayList<>();
        plan.queues().forEach((feed, queue) -> queue.fault()
                .or(() -> strange(plan, queue))
                .ifPresent(fault -> faults.add("courier.queues." + feed + "." + fault + ".")));
        return faults;
    }

    /** What is tried out must take nobody's messages away. */
    private static Optional<String> strange(Plan plan, QueueOptions queue) {
        return plan.sandbox() && !queue.isHere()
                ? Optional.of("url is a queue that is not on this machine, and no account has a URL: the sandbox"
                        + " would take its messages away. Set the URL of an account, or leave the queue out")
                : Optional.empty();
    }
}
