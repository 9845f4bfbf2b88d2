package com.eventcourier.feed.http;

import com.eventcourier.feed.Intake;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.ledger.Ledger;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the HTTP door needs; without a feed that takes what is posted there is none of it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("here.http")
class HttpConfiguration {

    @Bean
    Doorkeeper doorkeeper(HttpOptions options, OpenFeeds feeds, Ledger ledger) {
        Map<String, FeedDoor> doors = new HashMap<>();
        options.feeds().forEach((feed, access) -> doors.put(feed, new FeedDoor(feeds.get(feed), access, ledger)));
        return new Doorkeeper(doors, options, ledger);
    }

    @Bean
    HttpDoor httpDoor(HttpOptions options, Intake intake, Ledger ledger) throws IOException {
        return new HttpDoor(intake, ledger, options.maxRecords());
    }

    @Bean
    DoorServer doorServer(HttpOptions options) {
        return new DoorServer(options);
    }

    /** Runs the routes in the server's own threads; the sandbox brings the same. Camel looks it up by this name. */
    @Bean("platform-http-engine")
    @ConditionalOnProperty(name = "courier.sandbox.enabled", havingValue = "false")
    PlatformHttpEngine platformHttpEngine() {
        return new SpringBootPlatformHttpEngine(0, Runnable::run);
    }
}
