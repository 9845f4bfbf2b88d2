package com.eventcourier.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The content of a file of a server, whole and on disk here, not yet in the inbox.
 *
 * @param sha256 of the content, in hex
 */
record Download(RemoteCopy.Stamp stamp, String sha256) {

    private static final int BUFFER = 256 * 1024;

    /** The connection ended, or brought something else than was listed. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1;

        Cut(String message) {
            super(message);
        }
    }

    /**
     * Copies with a buffer of fixed size. Where it fails nothing is left.
     *
     * @return null when it was stopped
     * @throws Cut when the server is at fault
     * @throws IOException when this disk is
     */
    static Download of(InputStream in, RemoteCopy.Stamp stamp, Path part, BooleanSupplier stopped) throws IOException {
        boolean whole = false;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes = copy(in, part, digest, stamp.size(), stopped);
            if (stopped.getAsBoolean()) {
                return null;
            }
            if (bytes != stamp.size()) {
                throw new IOException("it was listed with " + stamp.size() + " bytes, and "
                        + (bytes > stamp.size() ? "more" : String.valueOf(bytes)) + " came");
            }
            whole = true;
            return new Download(stamp, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } finally {
            if (!whole) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static long copy(InputStream in, Path part, MessageDigest digest, long most, BooleanSupplier stopped)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (FileChannel out = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            for (int read = read(in, buffer);
                    read >= 0 && bytes <= most && !stopped.getAsBoolean();
                    read = read(in, buffer)) {
                digest.update(buffer, 0, read);
                ByteBuffer block = ByteBuffer.wrap(buffer, 0, read);
                while (block.hasRemaining()) {
                    out.write(block);
                }
                bytes += read;
            }
            out.force(true);
        }
        return bytes;
    }

    private static int read(InputStream in, byte[] buffer) throws Cut {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new Cut("the connection was cut in the middle of a file");
        }
    }
}
