package com.eventcourier.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person changes at the desk, as it is kept for good.
 *
 * @param who the login, or the user of the operating system
 * @param operation as it is called, such as {@code replay run}
 * @param arguments what it was called with, without customer identifiers
 * @param why the reason that the person gave
 */
public record DeskAction(String who, String operation, String arguments, String why) {

    /** One that was done. {@code result} says in a sentence what came of it. */
    public record Done(long id, Instant at, String who, String operation, String arguments, String why, String result) {

        /** The newest first. */
        public static List<Done> newest(LedgerQueries ledger, int most) {
            List<Done> actions = new ArrayList<>();
            ledger.each(
                    "select id, at, who, operation, arguments, why, result from desk_action order by id desc limit ?",
                    row -> actions.add(new Done(
                            row.getLong(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7))),
                    most);
            return actions;
        }
    }
}
