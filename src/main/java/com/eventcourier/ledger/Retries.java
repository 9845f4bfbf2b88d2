package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes due events for sending, pending ones and retries, and notes which dead letters were handed on. */
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    /** The events that are sent from the ledger; said in these words, so that the index of due times is used. */
    static final String WAITING = "state in ('retry', 'pending')";

    /** Before it in its lane something waits still. */
    private static final String BEHIND =
            "k.lane is not null and exists (select 1 from kept o where o.lane = k.lane and o." + WAITING
                    + " and (o.arrival, o.position, o.sub) < (k.arrival, k.position, k.sub))";

    private static final long A_MOMENT_MILLIS = 2_000;

    private Retries() {}

    /**
     * After the clock was set back what was to be sent soon would wait as long as the clock had been ahead. It waits as long
     * as it was to wait, from now.
     */
    static void mendDueTimes(Book book) throws SQLException {
        long now = book.now();
        int events = book.update(
                "update kept set due_at = due_at - last_at + ?, last_at = ? where " + WAITING + " and last_at > ?",
                now,
                now,
                now + A_MOMENT_MILLIS);
        book.update("update heartbeat set at = ? where at > ?", now, now);
        if (events > 0) {
            LOG.warn("The clock was set back; {} events that wait in the ledger do not wait longer for that.", events);
        }
    }

    /** The small facts are said again every few seconds, so there are always young ones. */
    private static boolean isClockSetBack(Book book) throws SQLException {
        return book.number("select max(at) from heartbeat") > book.now() + A_MOMENT_MILLIS;
    }

    static List<KeptRow> take(Book book, String account, Collection<String> feeds, Instant now, int most)
            throws SQLException {
        if (isClockSetBack(book)) {
            mendDueTimes(book);
        }
        PreparedStatement due = book.statement(KeptRow.SELECT
                + "where k.account = ? and k." + WAITING + " and k.due_at <= ? and k.sending = 0 and k.feed in ("
                + String.join(", ", Collections.nCopies(feeds.size(), "?")) + ") and not (" + BEHIND + ")"
                + " order by k.due_at limit ?");
        due.setString(1, account);
        due.setLong(2, now.toEpochMilli());
        int next = 3;
        for (String feed : feeds) {
            due.setString(next++, feed);
        }
        due.setInt(next, most);
        Handful taken = new Handful(most);
        try (ResultSet rows = due.executeQuery()) {
            taken.read(rows);
        }
        return sending(book, taken);
    }

    /** Marked before they are sent, so that a crash from here on makes them possible duplicates. */
    static List<KeptRow> sending(Book book, Handful taken) throws SQLException {
        for (KeptRow row : taken.rows()) {
            book.update("update kept set sending = 1 where id = ?", row.letter().id());
        }
        return taken.rows();
    }

    static Void giveBack(Book book, List<LetterId> letters) throws SQLException {
        for (LetterId letter : letters) {
            book.update("update kept set sending = 0 where id = ? and " + WAITING, letter.id());
        }
        return null;
    }

    static Void handedOn(Book book, List<LetterId> letters) throws SQLException {
        for (LetterId letter : letters) {
            book.update("update kept set handed_on_at = ? where id = ?", book.now(), letter.id());
        }
        return null;
    }
}
