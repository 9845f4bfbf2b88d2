package com.eventcourier.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A ledger written anew without the room that removed rows left behind. Nobody else may work on it meanwhile.
 *
 * @param before its bytes before, the write-ahead log included
 * @param after its bytes after
 * @param beingRead whether another program read it, so that its log could not be cut yet
 * @param millis how long it took
 */
public record Compaction(
        String ledger,
        @JsonProperty("bytes_before") long before,
        @JsonProperty("bytes_after") long after,
        @JsonProperty("being_read") boolean beingRead,
        long millis) {

    /** @throws LedgerFault when it cannot be done; the ledger is as it was then */
    public static Compaction of(Path ledger) {
        long started = System.nanoTime();
        LedgerFile file = LedgerFile.existing(ledger);
        long before = bytes(ledger);
        boolean beingRead;
        try (Connection connection = file.writer();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum");
            beingRead = isBlocked(statement);
        } catch (SQLException e) {
            throw FileTrouble.refusal(ledger, e);
        }
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        return new Compaction(ledger.toString(), before, bytes(ledger), beingRead, millis);
    }

    /** Copies the log into the file and cuts it; tells whether a reader was in the way. */
    private static boolean isBlocked(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
            return answer.next() && answer.getInt(1) != 0;
        }
    }

    private static long bytes(Path ledger) {
        return ledger.toFile().length()
                + ledger.resolveSibling(ledger.getFileName() + "-wal").toFile().length();
    }

    /** The same for a person. */
    @JsonIgnore
    public String text() {
        return String.format(
                "Ledger %s: %,d bytes before, %,d bytes now, in %,d ms.%s",
                ledger,
                before,
                after,
                millis,
                beingRead ? " Another program reads it: the room is given back when that one ends." : "");
    }
}
