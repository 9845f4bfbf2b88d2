package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.feed.Arrivals;
import com.eventcourier.feed.Delivery;
import com.eventcourier.feed.FeedFault;
import com.eventcourier.feed.Inboxes;
import com.eventcourier.feed.OpenArrival;
import com.eventcourier.feed.RecordReaders;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.webhook.Account;
import com.eventcourier.webhook.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Sends the first records of a file, says what came of them and stops: a canary before the whole file is dropped. */
record FirstRecords(int most, String feed, Path file) {

    private static final String NOTHING = " Nothing was sent.";

    /**
     * Checks what can be known before anything is started.
     *
     * @param words the number, the feed and the file
     * @throws ConfigFault with a sentence
     */
    static FirstRecords of(List<String> words, ConfigurableEnvironment environment) {
        FirstRecords first = new FirstRecords(number(words.get(0)), words.get(1), Path.of(words.get(2)));
        if (!Files.isRegularFile(first.file)) {
            throw new ConfigFault("There is no file " + first.file + "." + NOTHING);
        }
        if (isArchive(first.file)) {
            throw new ConfigFault(
                    "The file " + first.file + " is an archive: unpack it and name a file of it." + NOTHING);
        }
        Plan plan = Plan.of(environment);
        if (!plan.feeds().containsKey(first.feed)) {
            throw new ConfigFault("There is no feed " + first.feed + ". The feeds are "
                    + plan.feeds().keySet() + "." + NOTHING);
        }
        return first;
    }

    private static boolean isArchive(Path file) {
        try {
            return RecordReaders.isArchive(file);
        } catch (IOException e) {
            throw new ConfigFault("The file " + file + " cannot be read: " + e.getMessage() + NOTHING);
        }
    }

    private static int number(String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw new ConfigFault("--only asks for a number of records first, 1 or more, not " + text + "." + NOTHING);
        }
        return Integer.parseInt(text);
    }

    /** Sends them, stops the courier and returns the exit code. */
    int send(ConfigurableApplicationContext context) throws IOException {
        Inboxes inboxes = context.getBean(Inboxes.class);
        if (inboxes.quietFeeds().contains(feed)) {
            throw new ConfigFault("It is outside of the hours of feed " + feed + " (deliver-between)." + NOTHING);
        }
        context.getBean(Arrivals.class).startOver(feed, file);
        inboxes.endGone();
        inboxes.leaveFilesAlone();
        OpenArrival arrival = open(context.getBean(Arrivals.class));
        Account account = context.getBean(Accounts.class).get(arrival.account());
        String held;
        List<Long> positions;
        try (PauseWatch watch = new PauseWatch(account, IdleWatch.PATIENCE_WITH_PAUSE)) {
            positions = send(arrival, context.getBean(ProducerTemplate.class), watch);
            held = watch.reason();
        }
        String fault = arrival.fault();
        arrival.stop();
        context.getBean(Arrivals.class).end(arrival);
        context.getBean(Arrivals.class).announce(arrival);
        FirstOutcomes outcomes =
                FirstOutcomes.of(context.getBean(Ledger.class).queries(), arrival.arrival(), positions);
        context.close();
        System.out.print(outcomes.text(file.getFileName().toString(), feed));
        if (fault != null) {
            throw new ConfigFault(fault);
        }
        if (held != null) {
            System.out.println(held + " What was not sent goes out when the file is dropped.");
        }
        return outcomes.allWell() && held == null ? 0 : IdleWatch.LEFT_SOMETHING;
    }

    private OpenArrival open(Arrivals arrivals) throws IOException {
        OpenArrival arrival;
        try {
            arrival = arrivals.open(feed, file.toFile());
        } catch (FeedFault e) {
            throw new ConfigFault(e.getMessage() + NOTHING);
        }
        if (arrival == null) {
            throw new ConfigFault("The file " + file + " is being written or was taken away." + NOTHING);
        }
        return arrival;
    }

    private List<Long> send(OpenArrival arrival, ProducerTemplate routes, PauseWatch watch) {
        List<Long> positions = new ArrayList<>();
        while (positions.size() < most && watch.reason() == null && arrival.hasNext()) {
            Delivery record = arrival.next();
            positions.add(record.id().position());
            Object mapped = routes.requestBody("direct:map-record", record);
            routes.sendBody("direct:deliver-" + arrival.account(), mapped);
        }
        return positions;
    }
}
