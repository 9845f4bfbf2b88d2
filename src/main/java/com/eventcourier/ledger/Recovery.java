package com.eventcourier.ledger;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start makes of the last stop. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final long SPREAD_MILLIS_EACH = 5;
    private static final long LONGEST_SPREAD_MILLIS = 60_000;

    private Recovery() {}

    /** Events that were being sent from the ledger when the process ended may have arrived: listed, and sent again. */
    static Void afterStop(Book book, StartCheck check) throws SQLException {
        book.update(
                "insert into possible_duplicate (arrival, position, sub, cause, at)"
                        + " select arrival, position, sub, 'crash', ? from kept where sending = 1 on conflict do nothing",
                book.now());
        int retries = book.update("update kept set sending = 0 where sending = 1");
        Retries.mendDueTimes(book);
        book.update(
                "insert into heartbeat (name, value, at) values (?, '', ?)"
                        + " on conflict (name) do update set at = excluded.at",
                StartCheck.AT_WORK,
                book.now());
        if (check != null && check.unclean()) {
            tell(book, check, retries);
        }
        spread(book);
        return null;
    }

    /** The last thing that is written. */
    static Void beforeStop(Book book) throws SQLException {
        book.update("delete from heartbeat where name = ?", StartCheck.AT_WORK);
        return null;
    }

    /** Retries that became due during the stop come back little by little, not as one burst. */
    private static void spread(Book book) throws SQLException {
        long now = book.now();
        String retries = Retries.WAITING + " and state = 'retry' and due_at < ";
        long overdue = book.number("select count(*) from kept where " + retries + now);
        long span = Math.min(overdue * SPREAD_MILLIS_EACH, LONGEST_SPREAD_MILLIS);
        if (span > 0) {
            book.update("update kept set due_at = ? + abs(random()) % ? where " + retries + "?", now, span, now);
        }
    }

    private static void tell(Book book, StartCheck check, int retries) throws SQLException {
        LOG.warn(
                "The last stop was not in order: a kill, a crash or a power cut. The ledger was checked {} ms{} and is not"
                        + " damaged. Files that go on where they stopped: {}. At most {} of their records and {} retries may"
                        + " reach the target twice; they are listed as possible duplicates when they are sent.",
                check.millis(),
                check.complete() ? "" : ", not to its end,",
                book.number("select count(*) from arrival where state = 'reading'"),
                doubtful(book),
                retries);
    }

    /** Records that the mark allowed to be sent and that have no outcome. */
    private static long doubtful(Book book) throws SQLException {
        long allowed = book.number(
                "select coalesce(sum(mark - settled_to), 0) from arrival where state = 'reading' and mark > settled_to");
        long settled = book.number(
                "select count(*) from arrival a join record r on r.arrival = a.id and r.position > a.settled_to"
                        + " and r.position <= a.mark and r.sub = 0 where a.state = 'reading' and r.state <> 'pending'");
        return Math.max(0, allowed - settled);
    }
}
