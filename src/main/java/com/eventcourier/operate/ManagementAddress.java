package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LedgerQueries;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Leaves in the ledger where the running courier can be operated, so that commands need no setting to find it. */
@Component
public final class ManagementAddress {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementAddress.class);
    private static final String NOTE = "management";
    private static final String NAMESPACE = "management";

    private final ManagementOptions options;
    private final Environment environment;
    private final Ledger ledger;
    private final ApplicationContext context;

    ManagementAddress(Plan plan, Environment environment, Ledger ledger, ApplicationContext context) {
        this.options = plan.options().management();
        this.environment = environment;
        this.ledger = ledger;
        this.context = context;
    }

    /** Where the courier that works on this folder was last operated; null when it has no management port. */
    public static URI of(DataFolder data) {
        try (LedgerQueries queries = LedgerQueries.of(data.ledgerFile())) {
            LedgerQueries.Note note = queries.notes().get(NOTE);
            return note == null || note.value().isEmpty() ? null : URI.create(note.value());
        }
    }

    @EventListener
    void listening(WebServerInitializedEvent server) throws UnknownHostException {
        if (!NAMESPACE.equals(server.getApplicationContext().getServerNamespace())) {
            return;
        }
        InetAddress address = InetAddress.getByName(options.address());
        boolean encrypted = Boolean.parseBoolean(environment.getProperty("management.server.ssl.enabled"))
                || environment.containsProperty("management.server.ssl.bundle")
                || environment.containsProperty("management.server.ssl.key-store");
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        String url = (encrypted ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getWebServer().getPort();
        ledger.keep(NOTE, url);
        // asked in the moment before the routes are up, it would say that the process is broken
        AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
        LOG.info("Hawtio, health and metrics are at {}/ for those who log in.", url);
        if (!address.isLoopbackAddress() && !encrypted) {
            LOG.warn("The management port can be reached from other machines, and passwords travel in the clear:"
                    + " set management.server.ssl, or put a proxy with TLS in front of it.");
        }
    }
}
