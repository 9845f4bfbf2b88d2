package com.eventcourier.ledger;

import com.eventcourier.ledger.LetterFilter.Condition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Events that were sent, never answered, and wait for a person. Whoever chooses them, by the code {@value #CODE} or one by
 * one, makes dead letters of them, and what he does with those is done with them.
 */
final class Parked {

    static final String CODE = "ambiguous";

    private record Letter(long letter, RecordId id) {}

    private Parked() {}

    /**
     * In the same transaction as what becomes of them.
     *
     * @param feeds only of these; null for any
     * @param stored only those whose payload is kept
     */
    static void takeOut(Book book, LetterFilter which, Set<String> feeds, boolean stored) throws SQLException {
        for (Letter parked : chosen(book, which, feeds, stored)) {
            book.letters().takeOut(parked.letter(), parked.id());
        }
    }

    private static List<Letter> chosen(Book book, LetterFilter which, Set<String> feeds, boolean stored)
            throws SQLException {
        Condition condition = which.inState(State.DEAD.column());
        List<Letter> letters = new ArrayList<>();
        try (ResultSet rows = book.query(
                "select kept.id, kept.arrival, kept.position, kept.sub, kept.feed from kept"
                        + " where kept.state = 'ambiguous' and " + condition.sql()
                        + (stored ? " and kept.payload is not null" : ""),
                condition.with())) {
            while (rows.next()) {
                if (feeds == null || feeds.contains(rows.getString(5))) {
                    RecordId id = new RecordId(rows.getLong(2), rows.getLong(3), rows.getInt(4));
                    letters.add(new Letter(rows.getLong(1), id));
                }
            }
        }
        return letters;
    }
}
