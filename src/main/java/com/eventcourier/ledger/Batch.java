package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Rows of one kind that go to the database together, which costs half of what one at a time does. */
final class Batch {

    private final PreparedStatement statement;
    private int rows;

    Batch(PreparedStatement statement) {
        this.statement = statement;
    }

    /** The row whose values come next. */
    PreparedStatement row() {
        return statement;
    }

    /** The values of the row are all set. */
    void add() throws SQLException {
        statement.addBatch();
        rows++;
    }

    void write() throws SQLException {
        if (rows > 0) {
            rows = 0;
            statement.executeBatch();
        }
    }
}
