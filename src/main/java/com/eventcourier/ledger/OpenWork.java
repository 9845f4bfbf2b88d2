package com.eventcourier.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What an account has not come to the end of.
 *
 * @param files arrivals that are not moved yet
 * @param retries events that are sent from the ledger when their time comes
 */
public record OpenWork(String account, long files, long retries) {

    /** Of each account that has some. */
    public static List<OpenWork> in(LedgerQueries ledger) {
        List<OpenWork> work = new ArrayList<>();
        ledger.each(
                "select name, (select count(*) from arrival a where a.account = account.name and a.state <> 'moved' and a.kind = 'file'),"
                        + " (select count(*) from kept k where k.account = account.name and k." + Retries.WAITING + ")"
                        + " from account order by name",
                row -> work.add(new OpenWork(row.getString(1), row.getLong(2), row.getLong(3))));
        work.removeIf(account -> account.files() + account.retries() == 0);
        return work;
    }
}
