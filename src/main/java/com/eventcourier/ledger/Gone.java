package com.eventcourier.ledger;

import java.sql.SQLException;

/**
 * What is left of requests and messages of which nothing is kept any more: their counts, added up in one arrival for each
 * feed and account. Files are few and keep their own; requests may be millions of them.
 */
final class Gone {

    private static final byte[] NO_HASH = {};

    private Gone() {}

    /** In the writer's transaction; false where it is a file, which stays. */
    static boolean addUp(Book book, long arrival) throws SQLException {
        if (isNewest(book, arrival)) {
            return false;
        }
        long sum = sumFor(book, arrival);
        if (sum == 0) {
            return false;
        }
        book.update(
                "update arrival set (records, bytes) = (select sum(records), sum(bytes) from arrival where id in (?, ?))"
                        + " where id = ?",
                sum,
                arrival,
                sum);
        book.update(
                "insert into tally (arrival, state, code, n) select ?, state, code, n from tally where arrival = ?"
                        + " on conflict (arrival, state, code) do update set n = n + excluded.n",
                sum,
                arrival);
        for (String table : new String[] {"tally", "retention", "arrival_shape"}) {
            book.update("delete from " + table + " where arrival = ?", arrival);
        }
        book.update("delete from arrival where id = ?", arrival);
        return true;
    }

    /** Its number would be given out again. */
    static boolean isNewest(Book book, long arrival) throws SQLException {
        return book.number("select max(id) from arrival where id >= ?", arrival) == arrival;
    }

    /** 0 where there is nothing to add up. */
    private static long sumFor(Book book, long arrival) throws SQLException {
        long known = book.number(
                "select s.id from arrival a join arrival s on s.feed = a.feed and s.account = a.account and s.kind = '"
                        + ArrivalRow.SUM + "' where a.id = ? and a.kind in ('request', 'message')",
                arrival);
        if (known != 0) {
            return known;
        }
        return book.number(
                "insert into arrival (feed, account, hash, name, size, kind, state, final, opened_at, moved_at)"
                        + " select feed, account, ?, 'removed', 0, '" + ArrivalRow.SUM
                        + "', 'moved', 1, opened_at, moved_at from arrival where id = ? and kind in ('request', 'message')"
                        + " returning id",
                NO_HASH,
                arrival);
    }
}
