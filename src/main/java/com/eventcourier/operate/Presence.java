package com.eventcourier.operate;

import com.eventcourier.feed.FeedSwitches;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.sandbox.SampleFiles;
import com.eventcourier.sandbox.SandboxBanner;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says what was started and where to look, and lays the samples out for a first run. */
@Component
final class Presence {

    /** False where a person sends records of a file alone: samples would be left lying in the inbox. */
    static final String SAMPLES = "here.samples";

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final Plan plan;
    private final Accounts accounts;
    private final Ledger ledger;
    private final FeedSwitches switches;
    private final ObjectProvider<SampleFiles> samples;

    Presence(Plan plan, Accounts accounts, Ledger ledger, FeedSwitches switches, ObjectProvider<SampleFiles> samples) {
        this.switches = switches;
        this.plan = plan;
        this.accounts = accounts;
        this.ledger = ledger;
        this.samples = samples;
    }

    @EventListener
    void ready(ApplicationReadyEvent started) {
        DataFolder data = plan.data();
        ledger.keep("process", String.valueOf(ProcessHandle.current().pid()));
        if (plan.sandbox()) {
            URI server =
                    URI.create("http://127.0.0.1:" + plan.options().sandbox().port());
            Path outbox = data.root().resolve("outbox");
            System.out.println(SandboxBanner.text(data.inboxes(), outbox, data.deadLetters(), server));
            tellHttp(started);
            LeftWork.in(new DataFolder(plan.options().data())).forEach(LOG::warn);
            tellStopped();
            if (started.getApplicationContext().getEnvironment().getProperty(SAMPLES, boolean.class, true)) {
                layOutSamples(data);
            }
            return;
        }
        LOG.info("No sandbox and no samples: an account has a URL, so events go to the real webhook.");
        for (Account account : accounts.all()) {
            LOG.info("Account {} posts to {}.", account.name(), host(account.name()));
        }
        LOG.info(
                "Drop files into {}/<feed>/. Reports come to {}/<feed>/.",
                data.inboxes(),
                data.root().resolve("outbox"));
        tellHttp(started);
        tellStopped();
    }

    private void layOutSamples(DataFolder data) {
        if (ledger.queries().latestFiles(1).isEmpty()) {
            try {
                samples.getObject().copyInto(data.inboxes());
                LOG.info("The sample files are on their way through the sandbox now.");
            } catch (IOException e) {
                // The sandbox is of use without them, for files of one's own.
                LOG.warn(e.getMessage());
            }
        } else {
            LOG.info("The samples were delivered by an earlier run. Remove {} to see them again.", data.root());
        }
    }

    /** A stop by hand outlives a restart; nobody should wonder why files lie there. */
    private void tellStopped() {
        for (String feed : plan.feeds().keySet()) {
            switches.stop(feed)
                    .ifPresent(stop -> LOG.warn(
                            "Feed {} is stopped since {} by {}: {}. The command feeds start has it read again.",
                            feed,
                            stop.since(),
                            stop.who(),
                            stop.why()));
        }
    }

    private void tellHttp(ApplicationReadyEvent started) {
        if (plan.options().http().isOpen()
                && started.getApplicationContext() instanceof WebServerApplicationContext server) {
            LOG.info(
                    "Post events to http://{}:{}/feeds/<feed>/events, for these feeds: {}.",
                    plan.sandbox() ? "127.0.0.1" : plan.options().http().address(),
                    server.getWebServer().getPort(),
                    String.join(
                            ", ", new TreeSet<>(plan.options().http().feeds().keySet())));
        }
    }

    /** The rest of the address is a secret. */
    private String host(String account) {
        return URI.create(plan.options().accounts().get(account).url()).getHost();
    }
}
