package com.eventcourier.operate;

import com.eventcourier.EventCourierApplication;
import com.eventcourier.event.Codes;
import com.eventcourier.event.ConfigFault;
import com.eventcourier.ledger.LedgerFault;
import com.eventcourier.webhook.OutcomeTable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.embedded.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The one way in which the courier is started: settings and plan first, then everything else. */
public final class CourierStart {

    private CourierStart() {}

    /**
     * Starts and returns when the routes run. Closing what is returned is an orderly stop.
     *
     * @param settings in the form {@code --courier.<name>=<value>}
     * @throws com.eventcourier.event.ConfigFault with one sentence for each fault of the settings, before anything is
     *     created; other faults come wrapped in what Spring makes of them
     */
    public static ConfigurableApplicationContext start(String... settings) {
        StartPreparation preparation = new StartPreparation();
        SpringApplication application = new SpringApplication(EventCourierApplication.class);
        application.addListeners(preparation);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("plan", preparation.plan());
            // given back when everything else is closed
            ((GenericApplicationContext) context).registerBean(DataLock.class, preparation::lock);
        });
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Settings.places(settings));
        try {
            return application.run(settings);
        } catch (RuntimeException e) {
            if (preparation.plan() != null
                    && isPortInUse(e, preparation.plan().options().management())) {
                throw new ConfigFault(
                        portInUse(preparation.plan().options().management().port()));
            }
            throw preparation.plan() == null || isKnown(e) ? e : explained(preparation.plan(), e);
        }
    }

    private static boolean isKnown(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigFault || cause instanceof LedgerFault) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPortInUse(Throwable fault, ManagementOptions management) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken && taken.getPort() == management.port()
                    || cause instanceof ConnectorStartFailedException start && start.getPort() == management.port()) {
                return true;
            }
        }
        return false;
    }

    private static String portInUse(int port) {
        return "Port " + port + " of this machine, on which the courier is operated, is in use by another program. Stop"
                + " that one, or start with --courier.management.port=<another port>.";
    }

    /** What Camel refuses of a route it says without file and line; the check knows them. */
    private static RuntimeException explained(Plan plan, RuntimeException fault) {
        Set<String> codes = new TreeSet<>(Codes.all().keySet());
        codes.add("default");
        codes.addAll(OutcomeTable.load(plan.options().config().resolve("outcomes.yaml"))
                .deadCodes());
        List<String> faults = RouteCheck.of(plan, codes);
        return faults.isEmpty() ? fault : new ConfigFault(faults);
    }
}
