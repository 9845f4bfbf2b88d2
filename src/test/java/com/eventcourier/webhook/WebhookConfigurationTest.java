package com.eventcourier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventcourier.event.ConfigFault;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The accounts as Spring makes them from the settings. */
class WebhookConfigurationTest {

    private final ApplicationContextRunner spring =
            new ApplicationContextRunner().withUserConfiguration(WebhookConfiguration.class);

    @Test
    void accountsComeFromTheSettings() {
        spring.withPropertyValues("courier.accounts.main.in-flight=3", "courier.accounts.main.url=https://a.example/x")
                .run(context -> {
                    assertThat(context.getBean(Accounts.class).all())
                            .extracting(Account::name)
                            .containsExactly("main");
                    assertThat(context).hasBean("capillary");
                });
    }

    @Test
    void withoutAccountsThereIsNone() {
        spring.run(context -> assertThat(context.getBean(Accounts.class).all()).isEmpty());
    }

    @Test
    void aMistakeStopsTheStart() {
        spring.withPropertyValues("courier.accounts.main.url=http://a.example/x")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigFault.class)
                        .hasMessageStartingWith("courier.accounts.main.url starts with http://"));
    }
}
