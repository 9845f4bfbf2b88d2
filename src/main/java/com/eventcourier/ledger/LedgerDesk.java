package com.eventcourier.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What people change in the ledger. Each change is on disk, with who made it and why, when its method returns. */
public final class LedgerDesk {

    private final Ledger ledger;

    LedgerDesk(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Keeps what was done elsewhere. {@code result} is a sentence. */
    public void note(DeskAction by, String result) {
        ledger.now(open -> DeskActions.note(open, by, result));
    }

    /** Drops open dead letters for good; returns how many. */
    public long discard(LetterFilter which, DeskAction by) {
        return ledger.now(open -> DeskActions.discard(open, which, by));
    }

    /**
     * Takes open dead letters for a replay.
     *
     * @param accountOf the account of each feed whose letters can be sent
     * @param stored whether the stored payloads are sent; letters without one are left
     */
    public ReplayClaim beginReplay(LetterFilter which, Map<String, String> accountOf, boolean stored, DeskAction by) {
        return ledger.now(open -> Replays.begin(open, which, accountOf, stored, by));
    }

    /**
     * Replays the stored payloads of events that the courier gave up too soon; each once.
     *
     * @return those of them that are no open dead letters, or not yet
     */
    public List<RecordId> judgeAgain(List<RecordId> events, Map<String, String> accountOf, DeskAction by) {
        return ledger.now(open -> JudgedAgain.begin(open, events, accountOf, by));
    }

    /** Takes the next letters that are replayed, of these feeds, for sending. */
    public List<KeptRow> takeReplayed(Collection<String> feeds, int most) {
        return ledger.now(open -> Replays.take(open, feeds, most));
    }

    /** A letter that was taken was not sent, since its run was stopped, or the courier stops. */
    public void giveBack(KeptRow letter) {
        ledger.now(open -> Replays.giveBack(open, letter));
    }

    /** The same of several; nobody waits until that is on disk. */
    public void giveBack(List<KeptRow> letters) {
        ledger.soon(open -> {
            for (KeptRow letter : letters) {
                Replays.giveBack(open, letter);
            }
            return null;
        });
    }

    /** A letter that was taken cannot be sent by its run; it is what it was before. */
    public void release(KeptRow letter) {
        ledger.now(open -> Replays.release(open, letter));
    }

    /** The record of a letter is several events now; the letter is the first of them. */
    public void split(KeptRow letter, int events) {
        ledger.now(open -> Replays.split(open, letter, events));
    }

    /** Stops a run; returns how many of its letters were not sent, or -1 if it does not run. */
    public long stopReplay(long run, DeskAction by) {
        return ledger.now(open -> Replays.stop(open, run, by));
    }

    /** Ends the runs that came to their end; returns how many still run. */
    public long endReplays() {
        return ledger.now(Replays::end);
    }

    /** Keeps the form of an arrival, so that its records can be read when its file is gone. */
    public void shape(long arrival, String shape) {
        ledger.soon(open -> open.update(
                "insert into arrival_shape (arrival, shape) values (?, ?) on conflict (arrival) do nothing",
                arrival,
                shape));
    }
}
