package com.eventcourier.operate;

import com.eventcourier.ledger.DeskAction;

/** What is kept of a change: who calls, what, with which arguments and why. */
final class DeskLog {

    private DeskLog() {}

    static DeskAction action(String operation, String arguments, String why) {
        return new DeskAction(Caller.now().name(), operation, arguments, LetterArguments.why(why));
    }
}
