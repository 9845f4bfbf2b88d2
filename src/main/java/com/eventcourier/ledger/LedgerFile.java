package com.eventcourier.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** The ledger's file on disk and how connections to it are made. */
final class LedgerFile {

    private static final int BUSY_MILLIS = 1_000;
    /** Of SQLite's own size, 4 KB, so 64 MB: a page that is written often is copied back once. */
    private static final int CHECKPOINT_PAGES = 16 * 1024;

    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 8 * 1024;

    private final Path file;

    /** What tells this file from another one of its name; null where the file system has nothing of the kind. */
    private Object opened;

    LedgerFile(Path file) {
        this.file = file;
    }

    /** @throws LedgerFault when there is none */
    static LedgerFile existing(Path file) {
        LedgerFile ledger = new LedgerFile(file);
        if (!ledger.exists()) {
            throw new LedgerFault("There is no ledger at " + file + ": nothing has run on this data folder yet.");
        }
        return ledger;
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Creates the file, for its owner only, or looks the one that is there over; and brings it to the present form.
     *
     * @return what the look brought out; null when there was no ledger
     * @throws LedgerFault when it cannot be used; then it is as it was
     */
    StartCheck prepare() {
        StartCheck check = null;
        if (exists() && file.toFile().length() > 0) {
            check = StartCheck.of(this, file, StartCheck.AFTER_A_STOP, StartCheck.AFTER_A_CRASH);
        }
        create();
        opened = identity();
        try (Connection connection = writer();
                Statement statement = connection.createStatement()) {
            statement.execute("begin immediate");
            // only a change finds out that a file cannot be changed; this one is taken back
            statement.execute("pragma user_version = 0");
            statement.execute("rollback");
            migrate();
        } catch (SQLException | FlywayException e) {
            throw FileTrouble.refusal(file, e);
        }
        return check;
    }

    private void create() {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new LedgerFault("The ledger " + file + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** @throws LedgerGone when its folder was deleted, moved or put back from a copy under the courier */
    void mustBeInPlace() throws LedgerGone {
        if (opened != null && !opened.equals(identity())) {
            throw new LedgerGone(file + " is no longer there, or is another file than the one that is open");
        }
    }

    private Object identity() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(source(WRITER_CACHE_KIB))
                .locations("classpath:db/ledger")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    Connection writer() throws SQLException {
        Connection connection = source(WRITER_CACHE_KIB).getConnection();
        try (Statement settings = connection.createStatement()) {
            settings.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
            // the payload of an event that was accepted is a customer's; deleted alone it stays readable in the file
            settings.execute("pragma secure_delete = on");
        }
        return connection;
    }

    /** One connection in one read transaction: everything it reads is of one moment. */
    Connection snapshot() {
        try {
            Connection connection = readers().getConnection();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw FileTrouble.refusal(file, e);
        }
    }

    /** Connections that cannot change the file, not even by closing. */
    SQLiteDataSource untouched() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    SQLiteDataSource readers() {
        return source(READER_CACHE_KIB);
    }

    private SQLiteDataSource source(int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKib);
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }
}
