package com.eventcourier.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A copy of a ledger as it was at one moment, also while a courier writes it.
 *
 * @param file where it is
 * @param bytes how large it is
 * @param arrivals how many arrivals it knows
 * @param millis how long it took
 */
public record Backup(String file, long bytes, long arrivals, long millis) {

    /**
     * Makes one. It has its name only when it is complete, on disk and was checked.
     *
     * @throws LedgerFault when there is no ledger, when the file exists, or when it cannot be written
     */
    public static Backup of(Path ledger, Path target) {
        long started = System.nanoTime();
        LedgerFile source = LedgerFile.existing(ledger);
        if (Files.exists(target)) {
            throw exists(target);
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            copy(source, ledger, unfinished);
            LedgerFile copy = new LedgerFile(unfinished);
            StartCheck.of(copy, unfinished, Duration.ofDays(1), Duration.ofDays(1));
            long arrivals = arrivals(unfinished);
            force(unfinished);
            // a link, for it does not replace a file that came meanwhile
            Files.createLink(target, unfinished);
            force(target.toAbsolutePath().getParent());
            long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            return new Backup(target.toString(), Files.size(target), arrivals, millis);
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw new LedgerFault("The backup " + target + " cannot be written: " + e, e);
        } finally {
            unfinished.toFile().delete();
        }
    }

    private static LedgerFault exists(Path target) {
        return new LedgerFault("There is a file " + target + " already. It was left as it is; name another one.");
    }

    private static void copy(LedgerFile source, Path ledger, Path target) {
        try (Connection connection = source.untouched().getConnection();
                PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, target.toString());
            copy.execute();
        } catch (SQLException e) {
            throw new LedgerFault(
                    "The backup of " + ledger + " was not made: " + e.getMessage() + ". Nothing was changed.", e);
        }
    }

    private static long arrivals(Path copy) {
        return new LedgerQueries(new LedgerFile(copy).untouched()).one("select count(*) from arrival");
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The same for a person. */
    @JsonIgnore
    public String text() {
        return String.format(
                "Backup %s: %,d bytes, %,d arrivals, made and checked in %,d ms.", file, bytes, arrivals, millis);
    }
}
