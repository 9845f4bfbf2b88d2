package com.eventcourier.sandbox;

import java.net.InetAddress;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The beans that the routes in {@code routes/sandbox} name. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("courier.sandbox.enabled")
@EnableConfigurationProperties(SandboxOptions.class)
class SandboxConfiguration {

    @Bean
    ReceivedEvents receivedEvents(SandboxOptions options) {
        return new ReceivedEvents(options.keep());
    }

    @Bean
    FaultScript faultScript() {
        return new FaultScript();
    }

    @Bean
    StandInWebhook standInWebhook(SandboxOptions options, ReceivedEvents received, FaultScript faults) {
        return new StandInWebhook(options, received, faults);
    }

    @Bean
    AnswerWriter answerWriter() {
        return new AnswerWriter();
    }

    @Bean
    SampleFiles sampleFiles(SandboxOptions options) {
        return new SampleFiles(options.samples());
    }

    /** Last in order, so that no {@code server.address} can open the sandbox to the network. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> loopbackOnly() {
        return server -> {
            server.setAddress(InetAddress.getLoopbackAddress());
            server.addContextValves(new ConnectionReset());
        };
    }

    /**
     * Runs the routes in the server's own threads. The pool that would run them otherwise has eight threads, and eight
     * delayed answers would hold up all others. Camel looks the engine up by this name.
     */
    @Bean("platform-http-engine")
    PlatformHttpEngine platformHttpEngine() {
        return new SpringBootPlatformHttpEngine(0, Runnable::run);
    }
}
