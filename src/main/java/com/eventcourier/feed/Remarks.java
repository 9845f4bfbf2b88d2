package com.eventcourier.feed;

import com.eventcourier.event.EventDefinition;
import com.eventcourier.ledger.ArrivalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a report says beside its counts. */
record Remarks(List<String> ignoredColumns, List<String> warnings) {

    /** Of a feed that was taken away: nobody knows what it read. */
    static final Remarks NONE = new Remarks(List.of(), List.of());

    static Remarks of(OpenFeed feed, ArrivalRow row, List<String> header, boolean archive) {
        List<String> warnings = warnings(feed);
        if (row.records() == 0 && row.fault() == null) {
            warnings.add(
                    archive
                            ? "The file is an archive; each file that was in it has a report of its own."
                            : "The file has no records.");
        }
        List<String> missing = missing(feed, header);
        if (!missing.isEmpty()) {
            warnings.add("The header lacks columns that the mapping reads: " + String.join(", ", missing) + ".");
        }
        return new Remarks(ignored(feed.mappings().columns(), header), warnings);
    }

    private static List<String> missing(OpenFeed feed, List<String> header) {
        return header.isEmpty()
                ? List.of()
                : feed.mappings().columnsOfTheMapping().stream()
                        .filter(column -> !header.contains(column))
                        .toList();
    }

    private static List<String> ignored(Set<String> read, List<String> header) {
        List<String> ignored = new ArrayList<>();
        for (String column : header) {
            if (!read.contains(column) && !column.startsWith("courier_")) {
                ignored.add(column);
            }
        }
        return ignored;
    }

    private static List<String> warnings(OpenFeed feed) {
        List<String> warnings = new ArrayList<>();
        for (EventDefinition event : feed.mappings().withoutUnique()) {
            warnings.add(
                    "Event type " + event.event() + " marks no attribute as unique, so an event is known again by its"
                            + " place in the file: a changed file is sent again in full.");
        }
        return warnings;
    }
}
