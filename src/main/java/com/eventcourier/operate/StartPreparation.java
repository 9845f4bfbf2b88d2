package com.eventcourier.operate;

import com.eventcourier.feed.Feed;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Reads the plan as soon as the settings are there, and tells the routes what they need to know of it. */
final class StartPreparation implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private Plan plan;
    private DataLock lock;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        plan = Plan.of(Settings.options(environment));
        lock = DataLock.take(plan.data());
        environment.getPropertySources().addFirst(new MapPropertySource("plan", facts(plan)));
    }

    static Map<String, Object> facts(Plan plan) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("here.inbox", plan.data().inboxes().toAbsolutePath().toString());
        facts.put("courier.sandbox.enabled", String.valueOf(plan.sandbox()));
        facts.put("spring.main.web-application-type", plan.sandbox() ? "servlet" : "none");
        facts.put("server.port", plan.options().sandbox().port());
        for (Feed feed : plan.feeds().values()) {
            facts.put("feeds." + feed.feed() + ".account", plan.accountOf(feed));
        }
        return facts;
    }

    Plan plan() {
        return plan;
    }

    DataLock lock() {
        return lock;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
