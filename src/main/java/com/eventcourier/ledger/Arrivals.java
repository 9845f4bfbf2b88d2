package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The life of an arrival in the ledger: reading, read, reported, moved. */
final class Arrivals {

    static final String COLUMNS = "a.id, a.feed, a.account, a.hash, a.name, a.size, a.state, a.mark, a.settled_to,"
            + " a.records, a.bytes, a.mapping, a.fault, a.reports, a.opened_at, a.read_at, a.kind,"
            + " a.receives";

    /** Left to its source: the payload of what waits in the ledger itself is kept. */
    private static final String UNSENT = " and not exists (select 1 from kept k where k.arrival = record.arrival"
            + " and k.position = record.position and k.sub = record.sub)";

    static final int WIDTH = COLUMNS.split(",").length;

    private Arrivals() {}

    static ArrivalRow open(Book book, Incoming in) throws SQLException {
        ArrivalRow known = find(book, in.feed(), in.hash());
        if (known == null) {
            PreparedStatement insert = book.statement("insert into arrival (feed, account, hash, name, size, mapping,"
                    + " kind, state, opened_at) values (?, ?, ?, ?, ?, ?, ?, 'reading', ?)");
            describe(insert, in);
            insert.setLong(8, book.now());
            insert.executeUpdate();
        } else {
            book.update("update arrival set name = ?, mapping = ? where id = ?", in.name(), in.mapping(), known.id());
        }
        return find(book, in.feed(), in.hash());
    }

    private static void describe(PreparedStatement insert, Incoming in) throws SQLException {
        insert.setString(1, in.feed());
        insert.setString(2, in.account());
        insert.setBytes(3, in.hash());
        insert.setString(4, in.name());
        insert.setLong(5, in.size());
        insert.setString(6, in.mapping());
        insert.setString(7, in.kind());
    }

    /** An arrival that cannot be read again, with all of its events: it is at its end as soon as it is here. */
    static Long takeIn(Book book, Incoming in, long records, List<Settlement> events) throws SQLException {
        PreparedStatement insert = book.statement("insert into arrival (feed, account, hash, name, size, mapping, kind,"
                + " state, records, bytes, final, opened_at, read_at, moved_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, 'moved', ?, ?, 1, ?, ?, ?) returning id");
        describe(insert, in);
        insert.setLong(8, records);
        insert.setLong(9, in.size());
        insert.setLong(10, book.now());
        insert.setLong(11, book.now());
        insert.setLong(12, book.now());
        long arrival;
        try (ResultSet row = insert.executeQuery()) {
            arrival = row.next() ? row.getLong(1) : 0;
        }
        for (Settlement event : events) {
            book.settle(event.in(arrival));
        }
        return arrival;
    }

    private static ArrivalRow find(Book book, String feed, byte[] hash) throws SQLException {
        PreparedStatement select = book.statement(
                "select " + COLUMNS + " from arrival a where a.feed = ? and a.hash = ? and a.state <> 'moved'");
        select.setString(1, feed);
        select.setBytes(2, hash);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? read(row) : null;
        }
    }

    static ArrivalRow read(ResultSet row) throws SQLException {
        long readAt = row.getLong(16);
        return new ArrivalRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBytes(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getString(12),
                row.getString(13),
                row.getInt(14),
                Instant.ofEpochMilli(row.getLong(15)),
                readAt == 0 ? null : Instant.ofEpochMilli(readAt),
                row.getString(17),
                row.getInt(18));
    }

    /** What a stop left unsent is about to be sent: from here on a crash makes it doubtful like any other record. */
    static Void forgetUnsent(Book book, long arrival) throws SQLException {
        PreparedStatement subs = book.statement(
                "select count(*), coalesce(sum(sub > 0), 0) from record where arrival = ? and state = 'pending'"
                        + UNSENT);
        subs.setLong(1, arrival);
        try (ResultSet row = subs.executeQuery()) {
            if (row.next()) {
                book.tallies().count(arrival, State.PENDING.column(), "", -row.getInt(1));
                book.tallies().count(arrival, Tallies.ADDED, "", -row.getInt(2));
            }
        }
        book.update("delete from record where arrival = ? and state = 'pending'" + UNSENT, arrival);
        return null;
    }

    static Void stopped(Book book, long arrival, long reached) throws SQLException {
        book.update("update arrival set mark = ? where id = ? and state = 'reading'", reached, arrival);
        return null;
    }

    static Void read(Book book, Progress progress, String fault) throws SQLException {
        book.update(
                "update arrival set state = 'read', records = ?, bytes = ?, settled_to = max(settled_to, mark),"
                        + " fault = ?, read_at = ? where id = ? and state = 'reading'",
                progress.records(),
                progress.bytes(),
                fault,
                book.now(),
                progress.arrival());
        return null;
    }

    /** Only what has an outcome counts as read; what the mark allowed beyond may have been sent and is in the fault. */
    static Void lost(Book book, long arrival, String fault) throws SQLException {
        forgetUnsent(book, arrival);
        book.update(
                "update arrival set state = 'read', records = (select count(*) from record r where r.arrival = arrival.id"
                        + " and r.sub = 0), fault = ? || ' Rows after ' || settled_to || ' up to ' || mark"
                        + " || ' that have no outcome may have been sent.', read_at = ? where id = ? and state = 'reading'",
                fault,
                book.now(),
                arrival);
        return null;
    }

    /** Names the dead letters that belong into the rejected file with this number; returns how many there are. */
    static Long gatherRejected(Book book, long arrival, int number) throws SQLException {
        book.update(
                "update kept set reported_in = ? where arrival = ? and state = 'dead' and reported_in is null",
                number,
                arrival);
        return book.number("select count(*) from kept where arrival = ? and reported_in = ?", arrival, number);
    }

    static Void reported(Book book, long arrival, int reports, boolean complete) throws SQLException {
        book.update(
                "update arrival set state = case state when 'read' then 'reported' else state end, reports = ?,"
                        + " final = ?, reported_at = ? where id = ?",
                reports,
                complete ? 1 : 0,
                book.now(),
                arrival);
        return null;
    }

    static Void moved(Book book, long arrival) throws SQLException {
        book.update("update arrival set state = 'moved', moved_at = ? where id = ?", book.now(), arrival);
        return null;
    }
}
