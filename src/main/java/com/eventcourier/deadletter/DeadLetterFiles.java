package com.eventcourier.deadletter;

import com.eventcourier.ledger.DataFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;

/** The dead letters as plain files: one folder a code, one file a feed and day, one JSON object a line. */
public final class DeadLetterFiles {

    private static final Set<StandardOpenOption> APPEND =
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private final Map<Path, FileChannel> open = new HashMap<>();
    private final DataFolder data;

    DeadLetterFiles(DataFolder data) {
        this.data = data;
    }

    /** Appends one line; it is on disk after {@link #sync}. A line that cannot be written whole is taken back. */
    public synchronized void append(String line, @Variable("code") String code, @Variable("feed") String feed)
            throws IOException {
        Path folder = DataFolder.make(data.deadLetters().resolve(code));
        Path file = folder.resolve(feed + "-" + LocalDate.now(ZoneId.systemDefault()) + ".ndjson");
        FileChannel channel = open.get(file);
        if (channel == null) {
            channel = FileChannel.open(
                    file, APPEND, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            open.put(file, channel);
        }
        long end = channel.size();
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            for (long at = end; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    synchronized void sync() throws IOException {
        try {
            for (FileChannel channel : open.values()) {
                channel.force(true);
            }
        } finally {
            for (FileChannel channel : open.values()) {
                channel.close();
            }
            open.clear();
        }
    }
}
