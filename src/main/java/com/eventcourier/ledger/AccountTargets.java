package com.eventcourier.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Remembers which target each account posts to, so that delivery keys of one target are never used for another. */
final class AccountTargets {

    private AccountTargets() {}

    static Long epoch(Book book, String account, String fingerprint, String change) throws SQLException {
        PreparedStatement select = book.statement("select fingerprint, epoch from account where name = ?");
        select.setString(1, account);
        String known = null;
        long epoch = 1;
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                known = row.getString(1);
                epoch = row.getLong(2);
            }
        }
        if (known == null) {
            book.update("insert into account (name, fingerprint, epoch) values (?, ?, 1)", account, fingerprint);
            return epoch;
        }
        if (known.equals(fingerprint)) {
            return epoch;
        }
        if (!"same-target".equals(change) && !"new-target".equals(change)) {
            throw new LedgerFault("The URL of account " + account
                    + " is not the one that this data folder was used with."
                    + " If it is the same webhook under another address, start with --courier.accounts." + account
                    + ".target-change=same-target; if it is another webhook, with --courier.accounts." + account
                    + ".target-change=new-target (then nothing counts as already delivered). Nothing was sent.");
        }
        long next = "new-target".equals(change) ? epoch + 1 : epoch;
        book.update("update account set fingerprint = ?, epoch = ? where name = ?", fingerprint, next, account);
        return next;
    }
}
