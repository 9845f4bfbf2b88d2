package com.eventcourier.webhook;

import java.nio.charset.Charset;

/** What came of one POST: an answer, or the way in which there was none. */
sealed interface Reply {

    /** Whether the whole request had been handed to the network. */
    boolean sent();

    /**
     * An answer whose status line and headers were read completely.
     *
     * @param body what was read of the body; the first {@code length} bytes count
     * @param charset what the target says the body is written in; null if it does not, or if Java does not know it
     * @param ending how the body ended
     */
    record Answer(
            boolean sent,
            int status,
            byte[] body,
            int length,
            Charset charset,
            Ending ending,
            String requestIdHeader,
            String retryAfterHeader)
            implements Reply {}

    /** @param what the middle of a sentence: "the connection to h:1 was refused" */
    record Failure(boolean sent, Kind kind, String what) implements Reply {}

    enum Ending {
        /** As long as announced, or with a last chunk. */
        COMPLETE,
        /** Not announced: it ended with the connection, which a reset in the middle looks like too. */
        WITH_THE_CONNECTION,
        /** Longer than max-answer; not read on. */
        TOO_LONG,
        /** Broken off, malformed or too slow. */
        BROKEN
    }

    enum Kind {
        NOT_SENT("not-sent"),
        CERTIFICATE("certificate"),
        NO_ANSWER("no-answer");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }
}
