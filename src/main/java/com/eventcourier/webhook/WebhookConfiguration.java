package com.eventcourier.webhook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the component that routes deliver with. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    CapillaryComponent capillary(Accounts accounts) {
        return new CapillaryComponent(accounts);
    }
}
