package com.eventcourier.webhook;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Makes the accounts and the component that routes deliver with. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    OutcomeTable outcomeTable() {
        return OutcomeTable.load(Path.of("config", "outcomes.yaml"));
    }

    @Bean
    Accounts accounts(Environment environment, OutcomeTable table) {
        return Accounts.of(
                Binder.get(environment)
                        .bind("courier.accounts", Bindable.mapOf(String.class, AccountOptions.class))
                        .orElse(Map.of()),
                table);
    }

    @Bean
    CapillaryComponent capillary(Accounts accounts) {
        return new CapillaryComponent(accounts);
    }
}
