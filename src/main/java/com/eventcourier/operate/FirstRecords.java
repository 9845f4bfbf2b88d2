package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.feed.Arrivals;
import com.eventcourier.feed.Inboxes;
import com.eventcourier.feed.OpenArrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.ConfigurableApplicationContext;

/** Sends the first records of a file and stops: a canary before the whole file is dropped. */
final class FirstRecords {

    private final ConfigurableApplicationContext context;

    FirstRecords(ConfigurableApplicationContext context) {
        this.context = context;
    }

    int send(List<String> what) throws IOException {
        int most = number(what.get(0));
        Path file = Path.of(what.get(2));
        if (!Files.isRegularFile(file)) {
            throw new ConfigFault("There is no file " + file + ". Nothing was sent.");
        }
        Inboxes inboxes = context.getBean(Inboxes.class);
        if (inboxes.quietFeeds().contains(what.get(1))) {
            throw new ConfigFault(
                    "It is outside of the hours of feed " + what.get(1) + " (deliver-between). Nothing was sent.");
        }
        inboxes.leaveFilesAlone();
        OpenArrival arrival = context.getBean(Arrivals.class).open(what.get(1), file.toFile());
        if (arrival == null) {
            throw new ConfigFault("The file " + file + " is being written or was taken away. Nothing was sent.");
        }
        send(arrival, most);
        context.close();
        return 0;
    }

    private void send(OpenArrival arrival, int most) throws IOException {
        ProducerTemplate routes = context.getBean(ProducerTemplate.class);
        for (int sent = 0; sent < most && arrival.hasNext(); sent++) {
            Object mapped = routes.requestBody("direct:map-record", arrival.next());
            routes.sendBody("direct:deliver-" + arrival.account(), mapped);
        }
        arrival.stop();
        context.getBean(Arrivals.class).end(arrival);
    }

    private static int number(String text) {
        try {
            return Math.max(1, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new ConfigFault("--only asks for a number of records first, not " + text + ".");
        }
    }
}
