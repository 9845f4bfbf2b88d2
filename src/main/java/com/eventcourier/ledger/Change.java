package com.eventcourier.ledger;

import java.sql.SQLException;

/** One change that the {@link LedgerWriter} makes; {@link #committed} runs after it is on disk. */
interface Change {

    void apply(Book book) throws SQLException;

    default void committed() {}

    /** The courier stopped before it could be made. */
    default void dropped() {}

    /** Takes the blame for a fault that comes from the change itself, so that the others go on without it. */
    default boolean refuses(Exception fault) {
        return false;
    }

    /** Whether somebody waits for this very change, so that the group must not wait for more. */
    default boolean isAwaited() {
        return false;
    }

    /** A change that nobody waits for. One that is wrong in itself is not made; the log has it. */
    static Change of(Step step, Runnable afterCommit) {
        return new Change() {
            @Override
            public void apply(Book book) throws SQLException {
                step.take(book);
            }

            @Override
            public boolean refuses(Exception fault) {
                return Refusal.isOfTheChange(fault);
            }

            @Override
            public void committed() {
                afterCommit.run();
            }
        };
    }

    /** What is written. */
    interface Step {
        void take(Book book) throws SQLException;
    }
}
