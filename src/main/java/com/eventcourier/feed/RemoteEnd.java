package com.eventcourier.feed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** What becomes of a file on its server when the ledger has its arrival. */
record RemoteEnd(SftpOptions options, GenericFileOperations<SftpRemoteFile> server) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Moves, renames or deletes it, and its marker after it. */
    void of(String path, boolean marker) {
        String time = TIME.format(Instant.now());
        switch (options.then()) {
            case DELETE -> server.deleteFile(path);
            case RENAME -> server.renameFile(path, path + "." + time + RemoteFolders.DONE);
            case MOVE -> move(path, time);
        }
        if (marker) {
            server.deleteFile(path + ".ok");
        }
    }

    /** The time in the name keeps a file of the same name that was moved before. */
    private void move(String path, String time) {
        String parent = RemoteFolders.parent(path);
        String folder = parent.isEmpty() ? options.doneFolder() : parent + "/" + options.doneFolder();
        server.buildDirectory(folder, false);
        server.renameFile(path, folder + "/" + time + "-" + RemoteFolders.name(path));
    }
}
