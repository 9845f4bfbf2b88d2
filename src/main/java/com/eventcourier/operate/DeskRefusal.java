package com.eventcourier.operate;

/** An operation that is not done, with a sentence that says why and what to do. */
final class DeskRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    DeskRefusal(String sentence) {
        this(sentence, false);
    }

    private DeskRefusal(String sentence, boolean unknown) {
        super(sentence);
        this.unknown = unknown;
    }

    /** What is asked for is not there. */
    static DeskRefusal unknown(String sentence) {
        return new DeskRefusal(sentence, true);
    }

    boolean isUnknown() {
        return unknown;
    }
}
