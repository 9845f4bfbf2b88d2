package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.State;
import com.eventcourier.ledger.Tally;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What the sender gets back of one arrival, as JSON.
 *
 * @param complete "final" in the file: no event of it can change any more
 * @param records records in the source; {@code read} is the same plus the further events that mappings made of them
 * @param fault what was wrong with the source as a whole
 * @param purged events whose outcome the ledger no longer keeps, only counts
 * @param dead refused events by code
 * @param possibleDuplicates events that the target may have seen more than once
 * @param rejectedFile the newest of {@code rejectedFiles}
 * @param rejectedFiles the files with the refused rows: the first, and one for each later report that had new ones
 * @param ignoredColumns columns of the file that no mapping and no event type reads
 * @param warnings what the sender or the operator should know, a sentence each
 * @param eventsPerSecond read events by the time from opening to the end
 * @param mapping version of the feed's mapping and event types
 * @param courier version of the courier
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        String file,
        String feed,
        String account,
        long arrival,
        String sha256,
        long bytes,
        @JsonProperty("final") boolean complete,
        String fault,
        long records,
        long read,
        long accepted,
        long duplicate,
        long filtered,
        long retry,
        long ambiguous,
        long purged,
        Map<String, Long> dead,
        long deadOpen,
        long possibleDuplicates,
        String rejectedFile,
        List<String> rejectedFiles,
        List<String> ignoredColumns,
        List<String> warnings,
        String openedAt,
        String readAt,
        String writtenAt,
        double seconds,
        double eventsPerSecond,
        String mapping,
        String courier) {

    static Report of(
            ArrivalRow row,
            Tally tally,
            long possibleDuplicates,
            boolean complete,
            List<String> rejectedFiles,
            Remarks remarks) {
        double seconds = row.readAt() == null
                ? 0
                : Duration.between(row.openedAt(), row.readAt()).toMillis() / 1000.0;
        long read = row.records() + tally.added();
        return new Report(
                row.name(),
                row.feed(),
                row.account(),
                row.id(),
                HexFormat.of().formatHex(row.hash()),
                row.size(),
                complete,
                row.fault(),
                row.records(),
                read,
                tally.of(State.ACCEPTED),
                tally.of(State.DUPLICATE),
                tally.of(State.FILTERED),
                tally.of(State.RETRY) + tally.of(State.REPLAYING),
                tally.of(State.AMBIGUOUS),
                tally.of(State.PURGED),
                tally.deadByCode(),
                tally.deadOpen(),
                possibleDuplicates,
                rejectedFiles.isEmpty() ? null : rejectedFiles.get(rejectedFiles.size() - 1),
                rejectedFiles,
                remarks.ignoredColumns(),
                remarks.warnings(),
                row.openedAt().toString(),
                row.readAt() == null ? null : row.readAt().toString(),
                Instant.now().toString(),
                seconds,
                seconds == 0 ? read : Math.round(read / seconds * 10) / 10.0,
                row.mapping(),
                version());
    }

    private static String version() {
        String version = Report.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** The counts as an operator reads them in the log, as the end of a sentence. */
    String inWords() {
        StringJoiner words = new StringJoiner(", ");
        words.add(accepted + " accepted");
        add(words, duplicate, "duplicate");
        add(words, filtered, "filtered");
        add(words, retry, "to be tried again");
        add(words, ambiguous, "without an answer");
        add(words, purged, "no longer kept");
        dead.forEach((code, n) -> add(words, n, "refused " + code));
        if (fault != null) {
            words.add("fault: " + fault);
        }
        return words.toString().matches("(?s).*[.?!]") ? words.toString() : words + ".";
    }

    private static void add(StringJoiner words, long n, String what) {
        if (n > 0) {
            words.add(n + " " + what);
        }
    }
}
