package com.eventcourier.feed;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The refused records of one file, for its sender: in the format, column order, delimiter and charset they came in, with
 * {@code courier_id}, {@code courier_row}, {@code courier_code} and {@code courier_reason} added. What these names had in
 * the records before is replaced. A record that is not in shape (ragged, malformed, cut) stands as it came in
 * {@code courier_raw}. Read again, the records parse to what they were, or to what a person made of them.
 *
 * <p>A CSV file always has a header, also where the feed's files have none (a reader of that feed knows it by
 * {@code courier_id}), and always the column {@code courier_raw}, empty in a row that is in shape.
 *
 * <p>The file appears, complete and on disk, when it is closed; until then it is a hidden file beside it. It can be read
 * by its owner only. For one thread.
 */
public final class RejectedFile implements Closeable {

    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private final Writer out;
    private final RejectedRecords records;

    private boolean incomplete;
    private boolean closed;

    private RejectedFile(Path file, Format format, List<String> header) throws IOException {
        this.file = file;
        this.temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        this.channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.out = new BufferedWriter(Channels.newWriter(
                channel,
                format.charset()
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE),
                -1));
        this.records = format.type() == Format.Type.CSV
                ? new RejectedRows(out, format, header)
                : new RejectedObjects(out, format);
    }

    /**
     * @param format,header as the {@link RecordReader} of the refused records answers them
     * @throws IOException where the file cannot be written; nothing is left behind
     */
    public static RejectedFile create(Path file, Format format, List<String> header) throws IOException {
        RejectedFile rejected = new RejectedFile(file, format, header);
        try {
            if (format.bom()) {
                rejected.out.write('\uFEFF');
            }
            rejected.records.begin();
            return rejected;
        } catch (IOException | RuntimeException e) {
            rejected.discard();
            throw e;
        }
    }

    /**
     * @param raw the record's bytes as read, see {@link RawRecord#bytes()}
     * @param id the dead letter, which is closed when the fixed record is read
     * @param row the record's position
     * @param reason a sentence
     */
    public void add(byte[] raw, String id, long row, String code, String reason) throws IOException {
        incomplete = true;
        records.add(raw, id, Long.toString(row), code, reason);
        incomplete = false;
    }

    /** Leaves no file behind. */
    public void discard() throws IOException {
        closed = true;
        channel.close();
        Files.deleteIfExists(temporary);
    }

    /** Puts the file in its place; or discards it, when a record could not be written whole. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (incomplete) {
            discard();
            return;
        }
        try {
            records.end();
            out.flush();
            channel.force(true);
        } catch (IOException e) {
            discard();
            throw e;
        }
        closed = true;
        out.close();
        putInPlace();
    }

    private void putInPlace() throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
