package com.eventcourier.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/** What tells that a file is still the one that was looked at: size, time of change, and the file system's own key. */
record FileStamp(Path file, long size, FileTime changed, Object key) {

    private static final int BUFFER = 256 * 1024;

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(file, facts.size(), facts.lastModifiedTime(), facts.fileKey());
    }

    /** Whether the file is there and unchanged. */
    boolean holds() {
        try {
            return equals(of(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether something else is now where the file was. */
    boolean replaced() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !holds();
    }

    /** SHA-256 of the file's content. */
    byte[] contentHash() throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean sameAs(FileStamp other) {
        return other != null && size == other.size && changed.equals(other.changed) && Objects.equals(key, other.key);
    }
}
