package com.eventcourier.ledger;

import java.sql.SQLException;

/** What a start makes of the last stop. */
final class Recovery {

    private Recovery() {}

    /** Retries that were being sent when the process ended may have reached the target: they are listed and sent again. */
    static Void afterStop(Book book) throws SQLException {
        book.update(
                "insert into possible_duplicate (arrival, position, sub, cause, at)"
                        + " select arrival, position, sub, 'crash', ? from kept where sending = 1 on conflict do nothing",
                book.now());
        book.update("update kept set sending = 0 where sending = 1");
        return null;
    }
}
