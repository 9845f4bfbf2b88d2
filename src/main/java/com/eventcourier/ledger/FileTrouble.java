package com.eventcourier.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What is wrong with a ledger's file and what to do about it, from what SQLite says. */
enum FileTrouble {
    /** Another program holds it. */
    LOCKED(
            "is locked by another program, a database tool or a backup of the disk.",
            "Close that program and start again. Nothing was changed.",
            "Close the program that has it locked"),
    READ_ONLY(
            "cannot be written.",
            "Give the user that runs the courier the right to write it and its folder, or mount its disk for writing, then"
                    + " start again. Nothing was changed.",
            "Make the file and its folder writable for the courier"),
    NO_ROOM("has no room left on its disk.", "Free disk space and start again. Nothing was lost.", "Free disk space"),
    DAMAGED(
            "is damaged.",
            "It was left as it is, and nothing was sent. Move it aside with the files beside it that begin with its name. Then"
                    + " put a backup in its place: what was accepted after the backup may be sent again. Without a backup a"
                    + " new ledger is begun, and nothing counts as delivered yet.",
            "It is damaged: stop the courier, move the file aside and put a backup in its place"),
    GONE(
            "is gone.",
            "Nothing was changed.",
            "Put the data folder back as it was; if it was deleted, stop the courier: what it took since is not confirmed"
                    + " to anybody"),
    DISK(
            "cannot be read or written.",
            "Look at the disk and its mount, then start again. Nothing was changed.",
            "Look at the disk and its mount"),
    OTHER("cannot be opened.", "Nothing was changed.", "Mend the data folder");

    private final String what;
    private final String atTheStart;
    private final String whileRunning;

    FileTrouble(String what, String atTheStart, String whileRunning) {
        this.what = what;
        this.atTheStart = atTheStart;
        this.whileRunning = whileRunning;
    }

    static FileTrouble of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerGone) {
                return GONE;
            }
            if (cause instanceof SQLException e) {
                return of(e.getErrorCode());
            }
        }
        return OTHER;
    }

    private static FileTrouble of(int code) {
        int primary = code & 0xFF;
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return LOCKED;
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_PERM.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return READ_ONLY;
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return DAMAGED;
        }
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return NO_ROOM;
        }
        return primary == SQLiteErrorCode.SQLITE_IOERR.code ? DISK : OTHER;
    }

    /** Why nothing was begun on this file. */
    static LedgerFault refusal(Path file, Throwable fault) {
        return of(fault).refusal(file, said(fault), fault);
    }

    LedgerFault refusal(Path file, String said, Throwable fault) {
        return new LedgerFault("The ledger " + file + " " + what + " " + atTheStart + " (" + said + ")", fault);
    }

    /** What to do while the courier waits for the file to be usable again. */
    String whileRunning() {
        return whileRunning;
    }

    private static String said(Throwable fault) {
        Throwable innermost = fault;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
