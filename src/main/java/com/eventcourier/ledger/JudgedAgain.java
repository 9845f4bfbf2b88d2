package com.eventcourier.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Letters that the courier gave up too soon and replays by itself: each once, so that no event goes round for ever. */
final class JudgedAgain {

    private JudgedAgain() {}

    /** Begins a replay of these events. Returns those that are no open dead letters, or not yet. */
    static List<RecordId> begin(Book book, List<RecordId> events, Map<String, String> accountOf, DeskAction by)
            throws SQLException {
        List<RecordId> missing = new ArrayList<>();
        List<LetterId> letters = new ArrayList<>();
        for (RecordId event : events) {
            try (ResultSet rows = book.query(
                    "select k.id, a.hash, (select count(*) from replayed p join replay r on r.id = p.replay where r.who = ?"
                            + " and p.arrival = k.arrival and p.position = k.position and p.sub = k.sub)"
                            + " from kept k join arrival a on a.id = k.arrival"
                            + " where k.state = 'dead' and k.arrival = ? and k.position = ? and k.sub = ?",
                    by.who(),
                    event.arrival(),
                    event.position(),
                    event.sub())) {
                if (!rows.next()) {
                    missing.add(event);
                } else if (rows.getInt(3) == 0) {
                    letters.add(LetterId.of(rows.getLong(1), rows.getBytes(2)));
                }
            }
        }
        if (!letters.isEmpty()) {
            Replays.begin(book, new LetterFilter(letters, null, null, null, null, null, null), accountOf, true, by);
        }
        return missing;
    }
}
