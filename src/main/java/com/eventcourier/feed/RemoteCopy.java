package com.eventcourier.feed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HexFormat;

/**
 * A file of a server that was copied into the inbox, until it was dealt with on the server.
 *
 * @param path where it is on the server
 * @param size in bytes
 * @param modified when it was last changed there, in milliseconds since 1970
 * @param sha256 of its content, in hex
 * @param after the newest arrival that the ledger had when it was copied: its own is a newer one
 */
record RemoteCopy(String path, long size, long modified, String sha256, long after) {

    /** What tells that a file on the server is still the one that was looked at. */
    record Stamp(long size, long modified) {}

    @JsonIgnore
    Stamp stamp() {
        return new Stamp(size, modified);
    }

    @JsonIgnore
    byte[] hash() {
        return HexFormat.of().parseHex(sha256);
    }

    /** What it is called in the inbox. */
    @JsonIgnore
    String name() {
        return RemoteFolders.name(path);
    }
}
