package com.eventcourier.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A ledger as files of JSON lines, all of one moment, also while a courier writes it.
 *
 * @param payloads whether the dead letters have their record, payload and the target's answer
 */
public record Export(
        String folder,
        long arrivals,
        long outcomes,
        @JsonProperty("dead_letters") long deadLetters,
        boolean payloads,
        long millis) {

    /** @throws LedgerFault when there is no ledger, when a file exists already, or when one cannot be written */
    public static Export of(Path ledger, Path folder, boolean payloads) {
        long started = System.nanoTime();
        try (LedgerQueries queries = LedgerQueries.of(ledger)) {
            DataFolder.make(folder);
            long arrivals = ExportedLines.arrivals(queries, folder.resolve("arrivals.ndjson"));
            long outcomes = ExportedLines.outcomes(queries, folder.resolve("outcomes.ndjson"));
            long letters = ExportedLines.deadLetters(queries, folder.resolve("dead-letters.ndjson"), payloads);
            long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            return new Export(folder.toString(), arrivals, outcomes, letters, payloads, millis);
        } catch (FileAlreadyExistsException e) {
            throw new LedgerFault(
                    "There is a file " + e.getFile() + " already. It was left as it is; name an empty folder.", e);
        } catch (IOException e) {
            throw new LedgerFault("The export to " + folder + " was not finished: " + e.getMessage() + ".", e);
        }
    }

    /** The same for a person. */
    @JsonIgnore
    public String text() {
        return String.format(
                "Export in %s: %,d arrivals, %,d outcomes, %,d dead letters%s, in %,d ms.",
                folder, arrivals, outcomes, deadLetters, payloads ? " with their payloads" : "", millis);
    }
}
