package com.eventcourier.operate;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.eventcourier.ledger.LedgerQueries.Note;
import com.eventcourier.ledger.State;
import com.eventcourier.ledger.Tally;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Shows what the courier does now and what it has done. */
@Command(
        name = "status",
        description = "Shows open files, accounts, waiting events and the totals; also while the courier runs.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final int LATEST = 10;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws JsonProcessingException {
        CourierCommand.refuseWords(settings);
        DataFolder data = DataChoice.of(settings);
        LedgerQueries ledger = LedgerQueries.of(data.ledgerFile());
        ObjectNode status = status(data, ledger);
        System.out.println(json ? status.toString() : StatusText.of(status));
        return 0;
    }

    private static ObjectNode status(DataFolder data, LedgerQueries ledger) throws JsonProcessingException {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        boolean running = DataLock.isHeld(data);
        Map<String, Note> notes = ledger.notes();
        status.put("data", data.root().toString());
        status.put("running", running);
        if (running && notes.containsKey("process")) {
            status.put("process", notes.get("process").value());
        }
        DataFolder sandbox = new DataFolder(data.root().resolve(Plan.SANDBOX));
        if (DataLock.isHeld(sandbox)) {
            status.put("sandbox", sandbox.root().toString());
        }
        status.set("files", running ? note(notes, "files") : JsonNodeFactory.instance.arrayNode());
        status.set("accounts", running ? note(notes, "accounts") : JsonNodeFactory.instance.arrayNode());
        status.set("sources", running ? note(notes, "sources") : JsonNodeFactory.instance.arrayNode());
        status.set("quiet", running ? note(notes, "quiet") : JsonNodeFactory.instance.arrayNode());
        status.set("stopped", stopped(note(notes, "stopped-feeds")));
        status.set("alerts", running ? note(notes, "alerts") : JsonNodeFactory.instance.arrayNode());
        totals(status.putObject("totals"), ledger);
        for (ArrivalRow arrival : ledger.latestFiles(LATEST)) {
            ObjectNode row = status.withArray("latest").addObject();
            Tally tally = ledger.tally(arrival.id());
            row.put("arrival", arrival.id());
            row.put("feed", arrival.feed());
            row.put("file", arrival.name());
            row.put("state", arrival.state());
            row.put("read", arrival.records() + tally.added());
            row.put("accepted", tally.of(State.ACCEPTED));
            row.put("duplicate", tally.of(State.DUPLICATE));
            row.put("filtered", tally.of(State.FILTERED));
            row.put("retry", tally.of(State.RETRY));
            row.put("dead_open", tally.deadOpen());
            row.put("fault", arrival.fault());
        }
        return status;
    }

    /** Those that a person stopped; also of a courier that does not run, for its next start leaves them so. */
    private static JsonNode stopped(JsonNode note) {
        ArrayNode feeds = JsonNodeFactory.instance.arrayNode();
        note.properties()
                .forEach(feed -> feeds.addObject().put("feed", feed.getKey()).setAll((ObjectNode) feed.getValue()));
        return feeds;
    }

    private static JsonNode note(Map<String, Note> notes, String name) throws JsonProcessingException {
        return notes.containsKey(name)
                ? new ObjectMapper().readTree(notes.get(name).value())
                : JsonNodeFactory.instance.arrayNode();
    }

    private static void totals(ObjectNode totals, LedgerQueries ledger) {
        Tally total = ledger.total();
        totals.put("accepted", total.of(State.ACCEPTED));
        totals.put("duplicate", total.of(State.DUPLICATE));
        totals.put("filtered", total.of(State.FILTERED));
        totals.put("retry", total.of(State.RETRY));
        totals.put("ambiguous", total.of(State.AMBIGUOUS));
        totals.put("pending", total.of(State.PENDING));
        totals.put("replaying", total.of(State.REPLAYING));
        totals.put("purged", total.of(State.PURGED));
        totals.put("dead_open", total.deadOpen());
        ObjectNode dead = totals.putObject("dead");
        total.deadByCode().forEach(dead::put);
        totals.put("possible_duplicates", ledger.possibleDuplicates());
        ledger.nextDue().ifPresent(due -> totals.put("next_retry_due", due.toString()));
    }
}
