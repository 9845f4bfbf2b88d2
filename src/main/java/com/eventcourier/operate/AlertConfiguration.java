package com.eventcourier.operate;

import com.eventcourier.feed.LateFiles;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Sources;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Accounts;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is watched: a new kind of trouble is one more line here. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    AlertWatch alertWatch(
            Plan plan, Accounts accounts, OpenFeeds feeds, LateFiles lateFiles, Sources sources, Ledger ledger) {
        AlertOptions options = plan.options().alerts();
        DeadShare deadShare = new DeadShare(ledger, options);
        return new AlertWatch(
                List.of(
                        new Watched("paused", () -> Troubles.paused(accounts)),
                        new Watched("tripped", () -> Troubles.tripped(accounts, options.trippedFor())),
                        new Watched(DeadShare.CODE, deadShare::now, deadShare::isUnsureOf),
                        new Watched(
                                "late-file",
                                () -> Troubles.lateFile(lateFiles),
                                alert -> lateFiles.isUnsure(alert.subject())),
                        new Watched("disk-low", () -> Troubles.diskLow(plan.data(), options.diskLow())),
                        new Watched(
                                "source-down",
                                () -> Troubles.sourceDown(
                                        plan.data(), feeds.namesWithInbox(), sources, options.sourceDownFor()),
                                alert -> Troubles.isUnsureOf(alert, sources)),
                        new Watched("ledger-fault", () -> Troubles.ledgerFault(ledger))),
                ledger);
    }
}
