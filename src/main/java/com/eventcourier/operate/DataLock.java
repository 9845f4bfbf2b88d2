package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;

/** Makes sure that one process works on a data folder. The operating system ends the lock with the process. */
final class DataLock implements AutoCloseable {

    private static final String FILE = "courier.lock";

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws LedgerFault with a sentence that names the process that has the folder */
    static DataLock take(DataFolder data) {
        return take(data, "Stop that one first, or start with --courier.data=<another folder>.");
    }

    /** @param advice what to do when another process has the folder */
    static DataLock take(DataFolder data, String advice) {
        make(data);
        Path file = data.root().resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (!locked(channel)) {
                channel.close();
                throw new LedgerFault("The data folder " + data.root().toAbsolutePath() + " is in use by "
                        + Files.readString(file).strip()
                        + ". " + advice);
            }
            String owner = "process " + ProcessHandle.current().pid() + ", started "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
            return new DataLock(channel);
        } catch (IOException e) {
            throw new LedgerFault(
                    "The data folder " + data.root() + " cannot be used: " + FILE + " in it cannot be written: "
                            + FileFault.words(e) + ".",
                    e);
        }
    }

    private static void make(DataFolder data) {
        try {
            DataFolder.make(data.root());
        } catch (LedgerFault e) {
            if (e.getCause() instanceof IOException cause) {
                throw new LedgerFault(
                        "The folder " + data.root() + " cannot be created: " + FileFault.words(cause) + ".", e);
            }
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether a process works on this data folder now. */
    static boolean isHeld(DataFolder data) {
        Path file = data.root().resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return !locked(channel);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
