package com.eventcourier.operate;

import com.eventcourier.feed.FeedNotes;
import com.eventcourier.feed.OpenFeeds;
import com.eventcourier.feed.Replaying;
import com.eventcourier.ledger.Ledger;
import com.eventcourier.ledger.LetterFilter;
import com.eventcourier.ledger.ReplayClaim;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Sends dead letters again. */
@ManagedResource(
        objectName = "com.eventcourier:type=Replay",
        description = "Sends dead letters again, below what is new; each is in one replay at most")
public class ReplayDesk {

    private final Plan plan;
    private final Ledger ledger;
    private final OpenFeeds feeds;
    private final Replaying replaying;
    private final FeedNotes feedNotes;
    private final AccountNotes accountNotes;

    ReplayDesk(
            Plan plan,
            Ledger ledger,
            OpenFeeds feeds,
            Replaying replaying,
            FeedNotes feedNotes,
            AccountNotes accountNotes) {
        this.plan = plan;
        this.ledger = ledger;
        this.feeds = feeds;
        this.replaying = replaying;
        this.feedNotes = feedNotes;
        this.accountNotes = accountNotes;
    }

    @Reads
    @ManagedOperation(
            description = "What a replay would send, by feed: how many, through which mapping, how long it takes; sends"
                    + " nothing. At least one of the arguments before stored is needed")
    @ManagedOperationParameter(name = "ids", description = "Names of dead letters, separated by commas")
    @ManagedOperationParameter(name = "code", description = "Their code; ambiguous means the parked events")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "event", description = "Name of the event type")
    @ManagedOperationParameter(name = "file", description = "Name of the file they came in")
    @ManagedOperationParameter(name = "from", description = "Died since, 2026-11-21T10:00:00Z or 2026-11-21")
    @ManagedOperationParameter(name = "to", description = "Died before, written likewise")
    @ManagedOperationParameter(
            name = "stored",
            description = "true: the stored payload is sent; false: the record is mapped again")
    public CompositeData[] plan(
            String ids, String code, String feed, String event, String file, String from, String to, boolean stored)
            throws JsonProcessingException {
        LetterFilter which = LetterArguments.narrow(LetterArguments.filter(ids, code, feed, event, file, from, to));
        feedNotes.note();
        accountNotes.note();
        ledger.flush();
        return ReplayTables.plan(ledger.queries(), which, stored);
    }

    @Changes
    @ManagedOperation(
            description =
                    "Sends the open dead letters that fit again; list and show tell how far it is. At least one of the"
                            + " arguments before stored is needed")
    @ManagedOperationParameter(name = "ids", description = "Names of dead letters, separated by commas")
    @ManagedOperationParameter(name = "code", description = "Their code; ambiguous means the parked events")
    @ManagedOperationParameter(name = "feed", description = "Name of the feed")
    @ManagedOperationParameter(name = "event", description = "Name of the event type")
    @ManagedOperationParameter(name = "file", description = "Name of the file they came in")
    @ManagedOperationParameter(name = "from", description = "Died since, 2026-11-21T10:00:00Z or 2026-11-21")
    @ManagedOperationParameter(name = "to", description = "Died before, written likewise")
    @ManagedOperationParameter(
            name = "stored",
            description = "true: the stored payload is sent; false: the record is mapped again")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String run(
            String ids,
            String code,
            String feed,
            String event,
            String file,
            String from,
            String to,
            boolean stored,
            String why) {
        LetterFilter which = LetterArguments.narrow(LetterArguments.filter(ids, code, feed, event, file, from, to));
        String arguments = which.words() + (stored ? ", stored" : "");
        List<String> newer =
                stored ? List.of() : NewerMapping.sentences(plan, ReplayTables.mappings(ledger.queries(), which));
        ReplayClaim claim = ledger.desk()
                .beginReplay(which, feeds.accounts(), stored, DeskLog.action("replay run", arguments, why));
        replaying.changed();
        return newer.isEmpty() ? sentence(claim) : sentence(claim) + " " + String.join(" ", newer);
    }

    private static String sentence(ReplayClaim claim) {
        StringBuilder said = new StringBuilder(
                claim.run() == 0
                        ? "No open dead letter fits that can be sent."
                        : "Replay " + claim.run() + " sends " + claim.letters()
                                + (claim.letters() == 1 ? " dead letter." : " dead letters.") + " See: replay show "
                                + claim.run() + ".");
        claim.held().forEach((run, letters) -> said.append(" Replay ")
                .append(run)
                .append(" has ")
                .append(letters)
                .append(" of them already."));
        return said.toString();
    }

    @Reads
    @ManagedOperation(description = "The newest replays and how far they are")
    @ManagedOperationParameter(name = "most", description = "So many at most; 0 means 20")
    public CompositeData[] list(int most) {
        return ReplayTables.list(ledger.queries(), most);
    }

    @Reads
    @ManagedOperation(description = "One replay and how far it is")
    @ManagedOperationParameter(name = "run", description = "Its number")
    public CompositeData show(long run) {
        return ReplayTables.show(ledger.queries(), run);
    }

    @Changes
    @ManagedOperation(description = "Stops a replay: what was not sent yet is a dead letter as before")
    @ManagedOperationParameter(name = "run", description = "Its number")
    @ManagedOperationParameter(name = "why", description = "Why; it is kept with who did it")
    public String stop(long run, String why) {
        long unsent = ledger.desk().stopReplay(run, DeskLog.action("replay stop", "run " + run, why));
        replaying.changed();
        if (unsent < 0) {
            throw DeskRefusal.unknown("There is no replay " + run + " that runs.");
        }
        return "Replay " + run + " is stopped. At least " + unsent
                + (unsent == 1 ? " dead letter is" : " dead letters are")
                + " not sent; those that are being sent end first. See: replay show " + run + ".";
    }
}
