package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Opens the arrivals of messages: in one commit with their mark, for their records are in memory. */
final class Messages {

    private Messages() {}

    static OpenedMessage open(Book book, Incoming in, Delivered delivered) throws SQLException {
        ArrivalRow row = Arrivals.open(book, in);
        Resume resume = resume(book, row);
        Arrivals.forgetUnsent(book, row.id());
        book.update(
                "update arrival set receives = max(receives, ?), lane = ?, records = ?, bytes = ?, mark = max(mark, ?)"
                        + " where id = ? and state = 'reading'",
                delivered.receives(),
                delivered.lane(),
                delivered.records(),
                in.size(),
                delivered.lastPosition(),
                row.id());
        return new OpenedMessage(row, resume, delivered.lane() != null && isTaken(book, delivered.lane()));
    }

    private static Resume resume(Book book, ArrivalRow row) throws SQLException {
        Resume resume = new Resume(row.settledTo());
        PreparedStatement select = book.statement("select position, sub, subs, " + LedgerQueries.STATE_NOW
                + " from record where arrival = ? and position > ?");
        select.setLong(1, row.id());
        select.setLong(2, row.settledTo());
        try (ResultSet records = select.executeQuery()) {
            while (records.next()) {
                resume.add(records.getLong(1), records.getInt(2), records.getInt(3), State.of(records.getString(4)));
            }
        }
        return resume;
    }

    /** No queue keeps a message that long: what is open since then is not handed over again. */
    static Void endOld(Book book, Instant openedBefore) throws SQLException {
        PreparedStatement select =
                book.statement("select id from arrival where kind = 'message' and state <> 'moved' and opened_at < ?");
        select.setLong(1, openedBefore.toEpochMilli());
        List<Long> old = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                old.add(rows.getLong(1));
            }
        }
        for (long arrival : old) {
            Arrivals.lost(book, arrival, "The queue did not hand the message over again.");
            Arrivals.moved(book, arrival);
        }
        return null;
    }

    private static boolean isTaken(Book book, String lane) throws SQLException {
        PreparedStatement select =
                book.statement("select exists (select 1 from kept where lane = ? and " + Retries.WAITING + ")");
        select.setString(1, lane);
        try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
