package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;

/**
 * What a command of this machine shows to the running courier: who can read the data folder may operate the courier. It is
 * another one at each start, and gone with it.
 */
public final class DeskToken implements AutoCloseable {

    private static final int BYTES = 32;

    private final Path file;
    private final String token;

    private DeskToken(Path file, String token) {
        this.file = file;
        this.token = token;
    }

    /** Makes a token and leaves it in the data folder, readable by the owner only. */
    static DeskToken create(DataFolder data) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        DeskToken made = new DeskToken(fileOf(data), HexFormat.of().formatHex(random));
        try {
            made.write();
        } catch (IOException e) {
            throw new LedgerFault("The file " + made.file + " cannot be written: " + e.getMessage(), e);
        }
        return made;
    }

    /** Where the token of the courier that works on this folder is. */
    public static Path fileOf(DataFolder data) {
        return data.root().resolve("desk.token");
    }

    private void write() throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Whether this is the token; takes as long for a wrong one. */
    boolean is(String shown) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
