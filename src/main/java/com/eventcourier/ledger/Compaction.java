package com.eventcourier.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A ledger written anew without the room that removed rows left behind. Nobody else may work on it meanwhile.
 *
 * @param before its bytes before, the write-ahead log included
 * @param after its bytes after
 * @param millis how long it took
 */
public record Compaction(
        String ledger,
        @JsonProperty("bytes_before") long before,
        @JsonProperty("bytes_after") long after,
        long millis) {

    /** @throws LedgerFault when it cannot be done; the ledger is as it was then */
    public static Compaction of(Path ledger) {
        long started = System.nanoTime();
        LedgerFile file = LedgerFile.existing(ledger);
        long before = bytes(ledger);
        try (Connection connection = file.writer();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum");
            statement.execute("pragma wal_checkpoint(truncate)");
        } catch (SQLException e) {
            throw FileTrouble.refusal(ledger, e);
        }
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        return new Compaction(ledger.toString(), before, bytes(ledger), millis);
    }

    private static long bytes(Path ledger) {
        return ledger.toFile().length()
                + ledger.resolveSibling(ledger.getFileName() + "-wal").toFile().length();
    }

    /** The same for a person. */
    @JsonIgnore
    public String text() {
        return String.format("Ledger %s: %,d bytes before, %,d bytes now, in %,d ms.", ledger, before, after, millis);
    }
}
