package com.eventcourier.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;

/**
 * The product without its ledger, for the benchmark only: compiled by it and put in front of the product's classes. It
 * writes what somebody waits for (arrivals, and what the routes ask of the ledger) and drops every outcome and mark
 * unwritten. Delivery keys are still claimed.
 */
final class LedgerWriter implements AutoCloseable {

    private final Connection connection;
    private final Book book;

    LedgerWriter(Connection connection, Book book) {
        this.connection = connection;
        this.book = book;
    }

    void start() {
        // There is no thread to start.
    }

    void submit(Change change) {
        if (change.isAwaited()) {
            write(change);
        }
        change.committed();
    }

    private synchronized void write(Change change) {
        try (Statement transaction = connection.createStatement()) {
            transaction.execute("begin immediate");
            book.begin();
            change.apply(book);
            book.end();
            transaction.execute("commit");
            book.committed();
        } catch (SQLException e) {
            throw new LedgerFault("The ledger cannot be written: " + e.getMessage(), e);
        }
    }

    void onCommit(LongConsumer listener) {
        // Nothing is measured here.
    }

    String fault() {
        return null;
    }

    void stopBegins() {
        // Nothing waits to be written.
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
