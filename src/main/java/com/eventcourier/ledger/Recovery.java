package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a start makes of the last stop. */
final class Recovery {

    private static final long SPREAD_MILLIS_EACH = 5;
    private static final long LONGEST_SPREAD_MILLIS = 60_000;

    private Recovery() {}

    /** Retries that were being sent when the process ended may have reached the target: they are listed and sent again. */
    static Void afterStop(Book book) throws SQLException {
        book.update(
                "insert into possible_duplicate (arrival, position, sub, cause, at)"
                        + " select arrival, position, sub, 'crash', ? from kept where sending = 1 on conflict do nothing",
                book.now());
        book.update("update kept set sending = 0 where sending = 1");
        spread(book);
        return null;
    }

    /** What became due during the stop comes back little by little, not as one burst. */
    private static void spread(Book book) throws SQLException {
        long now = book.now();
        long overdue;
        PreparedStatement count = book.statement("select count(*) from kept where state = 'retry' and due_at < ?");
        count.setLong(1, now);
        try (ResultSet row = count.executeQuery()) {
            overdue = row.getLong(1);
        }
        long span = Math.min(overdue * SPREAD_MILLIS_EACH, LONGEST_SPREAD_MILLIS);
        if (span > 0) {
            book.update(
                    "update kept set due_at = ? + abs(random()) % ? where state = 'retry' and due_at < ?",
                    now, span, now);
        }
    }
}
