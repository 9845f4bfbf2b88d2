package com.eventcourier.bench;

import com.eventcourier.ledger.RunOfKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A data folder whose ledger has ten million accepted events of a file that came in before. */
final class FullLedger {

    private static final long ROWS = 10_000_000;
    private static final int GROUP = 10_000;

    private FullLedger() {}

    static Path prepare(Place place, Webhook webhook) throws IOException, InterruptedException {
        Path data = place.fresh("data-full");
        try (Subject product = Subject.product(place, webhook, data)) {
            product.awaitStart();
        }
        long started = System.nanoTime();
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"))) {
            fill(ledger);
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger could not be filled", e);
        }
        System.out.println(Table.text(
                "  %,d rows in the ledger, %,d MB, written in %.0f s",
                ROWS, Files.size(data.resolve("ledger.db")) >> 20, (System.nanoTime() - started) / 1e9));
        return data;
    }

    private static void fill(Connection ledger) throws SQLException {
        try (Statement settings = ledger.createStatement()) {
            settings.execute("pragma synchronous = off");
            settings.execute("pragma cache_size = -262144");
            settings.execute("insert into arrival (id, feed, account, hash, name, size, state, mark, settled_to, records,"
                    + " bytes, reports, final, opened_at, read_at, reported_at, moved_at) values (1, 'bookings', 'main',"
                    + " zeroblob(32), 'before.csv', 1, 'moved', " + ROWS + ", " + ROWS + ", " + ROWS
                    + ", 1, 1, 1, 1, 1, 1, " + System.currentTimeMillis() + ")");
            settings.execute("insert into tally (arrival, state, code, n) values (1, 'accepted', '', " + ROWS + ")");
        }
        ledger.setAutoCommit(false);
        try (PreparedStatement record = ledger.prepareStatement("insert into record (arrival, position, sub, subs, state,"
                        + " at, attempts, receipt, delivery_key, payload_hash) values (1, ?, 0, 1, 'accepted', ?, 1, ?, ?, ?)");
                PreparedStatement key = ledger.prepareStatement(
                        "insert into key_owner (run, key, arrival, position, sub) values (?, ?, 1, ?, 0)");
                PreparedStatement run = ledger.prepareStatement("insert into key_run (run, filter) values (?, ?)")) {
            fill(ledger, record, key, run);
        }
    }

    /** Runs as the ledger makes them: each has its keys in their order, evenly over the whole range. */
    private static void fill(Connection ledger, PreparedStatement record, PreparedStatement key, PreparedStatement run)
            throws SQLException {
        Random random = new Random(1);
        long step = Long.divideUnsigned(-1L, RunOfKeys.SIZE);
        long now = System.currentTimeMillis();
        List<byte[]> keys = new ArrayList<>();
        for (long i = 0; i < ROWS; i++) {
            byte[] bytes = bytes(step * (i % RunOfKeys.SIZE) + random.nextInt(), random.nextLong());
            keys.add(bytes);
            record.setLong(1, i + 2);
            record.setLong(2, now);
            record.setString(3, Table.text("5b1f0c3e-8a52-4d3f-9c6e-%012d", i));
            record.setBytes(4, bytes);
            record.setBytes(5, bytes(random.nextLong(), random.nextLong()));
            record.addBatch();
            key.setLong(1, i / RunOfKeys.SIZE + 1);
            key.setBytes(2, bytes);
            key.setLong(3, i + 2);
            key.addBatch();
            if ((i + 1) % GROUP == 0) {
                record.executeBatch();
                key.executeBatch();
            }
            if (keys.size() == RunOfKeys.SIZE) {
                run.setLong(1, i / RunOfKeys.SIZE + 1);
                run.setBytes(2, RunOfKeys.filterOf(keys));
                run.executeUpdate();
                ledger.commit();
                keys.clear();
            }
        }
    }

    private static byte[] bytes(long high, long low) {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}
