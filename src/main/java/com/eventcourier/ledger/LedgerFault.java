package com.eventcourier.ledger;

/** The ledger cannot be used; the message is a sentence for the operator. */
public class LedgerFault extends RuntimeException {

    public LedgerFault(String message) {
        super(message);
    }

    public LedgerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
