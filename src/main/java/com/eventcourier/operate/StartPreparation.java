package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.feed.Feed;
import com.eventcourier.feed.Queues;
import com.eventcourier.feed.SftpDoors;
import com.eventcourier.feed.http.HttpOptions;
import com.eventcourier.webhook.Accounts;
import com.eventcourier.webhook.OutcomeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Reads the plan as soon as the settings are there, and tells the routes what they need to know of it. */
final class StartPreparation implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(StartPreparation.class);
    private static final int NO_PORT = -1;

    private Plan plan;
    private DataLock lock;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        plan = Plan.of(environment);
        refuseFaults();
        warnOfCharset(System.getProperty("sun.jnu.encoding", ""));
        lock = DataLock.take(plan.data());
        environment.getPropertySources().addFirst(new MapPropertySource("plan", facts(plan)));
    }

    /** Before the data folder is touched: what can be known without opening anything. */
    private void refuseFaults() {
        List<String> faults = new ArrayList<>(Accounts.faultsOf(plan.accounts()));
        try {
            OutcomeTable.load(plan.options().config().resolve("outcomes.yaml"));
        } catch (ConfigFault e) {
            faults.addAll(e.sentences());
        }
        faults.addAll(ManagementRules.faultsOf(plan.options().management()));
        faults.addAll(ManagementRules.portFaults(plan));
        faults.addAll(RouteCheck.beforeStart(plan));
        if (!faults.isEmpty()) {
            throw new ConfigFault(faults);
        }
    }

    static void warnOfCharset(String ofNames) {
        if (!ofNames.equalsIgnoreCase("UTF-8")) {
            LOG.warn(
                    "File names are read as {} on this machine, so that a file with another letter in its name stays in its"
                            + " inbox unread: start the courier with LC_ALL=C.UTF-8.",
                    ofNames);
        }
    }

    static Map<String, Object> facts(Plan plan) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("here.inbox", plan.data().inboxes().toAbsolutePath().toString());
        facts.put("courier.sandbox.enabled", String.valueOf(plan.sandbox()));
        HttpOptions http = plan.options().http();
        ManagementOptions management = plan.options().management();
        boolean web = plan.sandbox() || http.isOpen() || management.enabled();
        facts.put("here.http", String.valueOf(http.isOpen()));
        facts.put("spring.main.web-application-type", web ? "servlet" : "none");
        facts.put(
                "server.port",
                plan.sandbox() ? plan.options().sandbox().port() : http.isOpen() ? http.port() : NO_PORT);
        facts.put("server.address", plan.sandbox() ? "127.0.0.1" : http.address());
        facts.put("management.server.port", management.enabled() ? management.port() : NO_PORT);
        facts.put("management.server.address", management.address());
        for (Feed feed : plan.feeds().values()) {
            facts.put("feeds." + feed.feed() + ".account", plan.accountOf(feed));
            facts.put("feeds." + feed.feed() + ".on", "true");
        }
        plan.queues().forEach((feed, queue) -> Queues.facts(queue)
                .forEach((key, value) -> facts.put("feeds." + feed + ".queue." + key, value)));
        SftpFeeds.of(plan).forEach((feed, server) -> SftpDoors.facts(
                        server, plan.options().config())
                .forEach((key, value) -> facts.put("feeds." + feed + ".sftp." + key, value)));
        plan.off().keySet().forEach(feed -> facts.put("feeds." + feed + ".on", "false"));
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
