package com.eventcourier.ledger;

import java.sql.SQLException;

/** The file that is open is no longer where the next start looks for it: what is written to it now is lost with it. */
final class LedgerGone extends SQLException {

    private static final long serialVersionUID = 1;

    LedgerGone(String message) {
        super(message);
    }
}
