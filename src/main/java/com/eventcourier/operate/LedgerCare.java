package com.eventcourier.operate;

import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.Purge;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps the ledger from growing for ever. */
@Configuration(proxyBeanMethods = false)
class LedgerCare {

    @Bean
    Purge purge(Plan plan, Ledger ledger) {
        return new Purge(ledger, plan.options().retention(), Clock.systemUTC());
    }
}
