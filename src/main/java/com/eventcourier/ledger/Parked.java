package com.eventcourier.ledger;

import com.eventcourier.ledger.LetterFilter.Condition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that were sent, never answered, and wait for a person. Whoever chooses them, by the code {@value #CODE} or one by
 * one, makes dead letters of them, and what he does with those is done with them.
 */
final class Parked {

    static final String CODE = "ambiguous";

    private record Letter(long letter, RecordId id, byte[] key) {}

    private Parked() {}

    /** In the same transaction as what becomes of them. */
    static void takeOut(Book book, LetterFilter which) throws SQLException {
        for (Letter parked : chosen(book, which)) {
            book.letters().takeOut(parked.letter(), parked.id(), parked.key());
        }
    }

    private static List<Letter> chosen(Book book, LetterFilter which) throws SQLException {
        Condition condition = which.inState(State.DEAD.column());
        List<Letter> letters = new ArrayList<>();
        try (ResultSet rows = book.query(
                "select kept.id, kept.arrival, kept.position, kept.sub, kept.delivery_key from kept"
                        + " where kept.state = 'ambiguous' and " + condition.sql(),
                condition.with())) {
            while (rows.next()) {
                RecordId id = new RecordId(rows.getLong(2), rows.getLong(3), rows.getInt(4));
                letters.add(new Letter(rows.getLong(1), id, rows.getBytes(5)));
            }
        }
        return letters;
    }
}
