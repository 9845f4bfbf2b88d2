package com.eventcourier.ledger;

/** What the reader of an open arrival knows; the ledger asks for it at each commit, so that counts never lag outcomes. */
public interface Progress {
    long arrival();

    /** How many records were handed on, counted by the reader. */
    long records();

    long bytes();

    /** Every record up to this position has its outcome on disk, the commit that asks not yet included. */
    long settledTo();
}
