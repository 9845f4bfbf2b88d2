package com.eventcourier.operate;

import com.eventcourier.EventCourierApplication;
import org.springframework.boot.SpringApplication;
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
        return application.run(settings);
    }
}
