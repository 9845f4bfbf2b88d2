package com.eventcourier.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The courier's data folder: where records come in, where reports go out, and where the ledger is. */
public record DataFolder(Path root) {

    public Path ledgerFile() {
        return root.resolve("ledger.db");
    }

    /** @throws LedgerFault when there is none yet */
    public Path existingLedger() {
        LedgerFile.existing(ledgerFile());
        return ledgerFile();
    }

    public Path inboxes() {
        return root.resolve("inbox");
    }

    public Path inbox(String feed) {
        return inboxes().resolve(feed);
    }

    public Path done(String feed) {
        return inbox(feed).resolve(".done");
    }

    public Path rejected(String feed) {
        return inbox(feed).resolve(".rejected");
    }

    public Path outbox(String feed) {
        return root.resolve("outbox").resolve(feed);
    }

    public Path deadLetters() {
        return root.resolve("dead-letters");
    }

    /** Creates a folder of this data folder, for its owner only, if it is not there. */
    public static Path make(Path folder) {
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new LedgerFault("The folder " + folder + " cannot be created: " + e.getMessage(), e);
        }
    }
}
