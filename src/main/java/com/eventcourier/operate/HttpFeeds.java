package com.eventcourier.operate;

import com.eventcourier.feed.http.HttpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/** Who may post for which feed, against the routes: a feed that anybody could post to is a fault, as is a key to none. */
final class HttpFeeds {

    private static final String SETTING = "courier.http.feeds.";

    private static final DataSize LEAST = DataSize.ofKilobytes(1);
    private static final DataSize MOST = DataSize.ofMegabytes(64);

    private HttpFeeds() {}

    static List<String> faults(Plan plan, List<RouteFile> files) {
        HttpOptions http = plan.options().http();
        Set<String> posted = FeedRoutes.madeFrom(FeedRoutes.HTTP, files);
        List<String> faults = new ArrayList<>();
        if (http.maxRequest().compareTo(LEAST) < 0 || http.maxRequest().compareTo(MOST) > 0) {
            faults.add("courier.http.max-request must be 1KB to 64MB, it is " + http.maxRequest());
        }
        http.feeds().forEach((feed, access) -> {
            if (!plan.feeds().containsKey(feed) || !posted.contains(feed)) {
                faults.add(SETTING + feed + " is set, but there is no feed " + feed + " with a route from "
                        + FeedRoutes.HTTP + ".");
            } else if (access.fault() != null) {
                faults.add(SETTING + feed + " " + access.fault() + ".");
            }
        });
        for (String feed : posted) {
            if (plan.feeds().containsKey(feed) && !http.feeds().containsKey(feed)) {
                faults.add("Feed " + feed + " takes what is posted, and nobody may post: set " + SETTING + feed
                        + ".token, or user and password.");
            }
        }
        return faults;
    }
}
