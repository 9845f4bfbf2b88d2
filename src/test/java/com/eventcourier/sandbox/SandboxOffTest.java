package com.eventcourier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        classes = RunningSandbox.OnlyTheSandbox.class,
        properties = {
            "courier.sandbox.enabled=false",
            "camel.main.jmx-enabled=false",
            "management.endpoint.health.validate-group-membership=false",
            "camel.main.routes-include-pattern=file:routes/sandbox/*.camel.yaml"
        })
class SandboxOffTest {

    @Test
    void withoutTheSandboxThereIsNoRouteAndNoStandIn(
            @Autowired CamelContext camel, @Autowired ApplicationContext beans) {
        assertThat(camel.getRoutes()).isEmpty();
        assertThat(beans.getBeanNamesForType(StandInWebhook.class)).isEmpty();
    }
}
