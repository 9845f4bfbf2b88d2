package com.eventcourier.ledger;

import com.eventcourier.ledger.LetterFilter.Condition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes what a person decided: the change and who made it, in one transaction. */
final class DeskActions {

    private record Closed(RecordId id, long letter, String code) {}

    private DeskActions() {}

    static Void note(Book book, DeskAction by, String result) throws SQLException {
        book.update(
                "insert into desk_action (at, who, operation, arguments, why, result) values (?, ?, ?, ?, ?, ?)",
                book.now(),
                by.who(),
                by.operation(),
                by.arguments(),
                by.why(),
                result);
        return null;
    }

    /** Closes open dead letters for good; they stay counted as dead. */
    static Long discard(Book book, LetterFilter which, DeskAction by) throws SQLException {
        Parked.takeOut(book, which, null, false);
        List<Closed> letters = dead(book, which);
        for (Closed letter : letters) {
            book.letters().close(letter.letter(), letter.id(), letter.code(), State.DISCARDED);
        }
        note(book, by, letters.size() + " dead letters discarded");
        return (long) letters.size();
    }

    private static List<Closed> dead(Book book, LetterFilter which) throws SQLException {
        Condition condition = which.inState(State.DEAD.column());
        List<Closed> letters = new ArrayList<>();
        try (ResultSet rows = book.query(
                "select kept.id, kept.arrival, kept.position, kept.sub, kept.code from kept where " + condition.sql(),
                condition.with())) {
            while (rows.next()) {
                letters.add(new Closed(
                        new RecordId(rows.getLong(2), rows.getLong(3), rows.getInt(4)),
                        rows.getLong(1),
                        rows.getString(5)));
            }
        }
        return letters;
    }
}
