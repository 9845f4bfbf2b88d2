package com.eventcourier.operate;

import com.eventcourier.ledger.LetterFilter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose dead letters. */
final class WhichLetters {

    @Option(names = "--id", description = "A letter by its name, the courier_id; may be given several times.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--code", description = "Of this code; ambiguous means the parked events.")
    private String code;

    @Option(names = "--feed", description = "Of this feed.")
    private String feed;

    @Option(names = "--event", description = "Of this event type.")
    private String event;

    @Option(names = "--file", description = "That came in the file of this name.")
    private String file;

    @Option(names = "--from", description = "Died since: 2026-11-21T10:00:00Z, or 2026-11-21.")
    private String from;

    @Option(names = "--to", description = "Died before, written likewise.")
    private String to;

    LetterFilter filter() {
        return LetterArguments.filter(String.join(",", ids), code, feed, event, file, from, to);
    }

    /** The same as the running courier is told. */
    ObjectNode arguments() {
        return DeskOptions.arguments()
                .put("ids", String.join(",", ids))
                .put("code", code)
                .put("feed", feed)
                .put("event", event)
                .put("file", file)
                .put("from", from)
                .put("to", to);
    }
}
