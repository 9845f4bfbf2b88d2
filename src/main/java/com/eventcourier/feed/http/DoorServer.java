package com.eventcourier.feed.http;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.util.unit.DataSize;

/** How the server behind the HTTP door differs from any other one. */
final class DoorServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Beyond the largest request. */
    private static final DataSize READ_OFF = DataSize.ofMegabytes(64);

    private final int swallow;

    DoorServer(HttpOptions options) {
        swallow = (int) (options.maxRequest().toBytes() + READ_OFF.toBytes());
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve()));
        server.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                // a client that sends all of its body before it reads would find the connection broken, not the
                // refusal,
                // and would send it again for ever
                http.setMaxSwallowSize(swallow);
            }
        });
    }
}
