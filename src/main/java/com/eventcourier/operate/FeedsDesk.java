package com.eventcourier.operate;

import com.eventcourier.feed.FeedNotes;
import com.eventcourier.feed.FeedSwitches;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.ledger.DeskAction;
import com.eventcourier.ledger.Ledger;
import com.fasterxml.jackson.core.JsonProcessingException;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Stops the readers of feeds, starts them, and has them look now. */
@ManagedResource(
        objectName = "com.eventcourier:type=Feeds",
        description = "The feeds: whether they are read, since when not and why")
public class FeedsDesk {

    private static final Logger LOG = LoggerFactory.getLogger(FeedsDesk.class);

    private final Ledger ledger;
    private final OpenFeeds feeds;
    private final FeedSwitches switches;
    private final FeedReaders readers;
    private final FeedNotes notes;

    FeedsDesk(Ledger ledger, OpenFeeds feeds, FeedSwitches switches, FeedReaders readers, FeedNotes notes) {
        this.ledger = ledger;
        this.feeds = feeds;
        this.switches = switches;
        this.readers = readers;
        this.notes = notes;
    }

    @Reads
    @ManagedOperation(description = "The feeds with their state, since when and why, and how fast they are")
    public CompositeData[] list() throws JsonProcessingException {
        notes.note();
        ledger.flush();
        return PlaceTables.feeds(ledger.queries());
    }

    @Changes
    @ManagedOperation(
            description = "Reads nothing more of a feed until it is started, also after a restart; an open file pauses,"
                    + " what is there stays there")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String stop(String feed, String why) throws JsonProcessingException {
        DeskAction action = DeskLog.action("feeds stop", feed, why);
        String name = known(feed);
        boolean stopped = switches.stop(name, action.who(), action.why());
        readers.stop(name);
        if (stopped) {
            LOG.info("Feed {} is stopped by {}: {}. What is there waits.", name, action.who(), action.why());
        }
        return done(
                action,
                "Feed " + name + (stopped ? " is stopped." : " was stopped before.")
                        + " What is there waits, retries of it are still sent.");
    }

    @Changes
    @ManagedOperation(description = "Reads a feed again that was stopped here")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String start(String feed, String why) throws Exception {
        DeskAction action = DeskLog.action("feeds start", feed, why);
        String name = known(feed);
        boolean started = switches.start(name);
        readers.start(name);
        if (started) {
            LOG.info("Feed {} is read again, started by {}: {}.", name, action.who(), action.why());
        }
        return done(action, "Feed " + name + (started ? " is read again." : " was not stopped."));
    }

    @Changes
    @ManagedOperation(description = "Looks into the source of a feed now, without waiting for its next time")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String scan(String feed, String why) throws JsonProcessingException {
        DeskAction action = DeskLog.action("feeds scan", feed, why);
        String name = known(feed);
        if (switches.isStopped(name)) {
            throw new DeskRefusal("Feed " + name + " is stopped; start it to have it read.");
        }
        return done(
                action,
                readers.scan(name)
                        ? "The source of feed " + name + " is looked at now."
                        : "Feed " + name + " is listened to all the time; there is nothing to look at.");
    }

    private String known(String feed) {
        String name = feed == null ? "" : feed.strip();
        return feeds.find(name)
                .orElseThrow(() -> DeskRefusal.unknown("There is no feed '" + name + "'. The feeds are "
                        + feeds.all().stream().map(one -> one.name()).sorted().toList() + "."))
                .name();
    }

    /** On disk when it returns, so that a restart knows it. */
    private String done(DeskAction action, String sentence) throws JsonProcessingException {
        notes.note();
        ledger.desk().note(action, sentence);
        return sentence;
    }
}
