package com.eventcourier.feed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Takes the files out of one archive into a folder, each of them on disk, and no more than the feed's bounds allow. */
final class Unpacking {

    private static final int BUFFER = 256 * 1024;

    private final Path archive;
    private final Unpack bounds;
    private final Path folder;
    private final BooleanSupplier stopped;
    private final long size;
    private final byte[] buffer = new byte[BUFFER];
    private final Set<String> names = new HashSet<>();
    private long unpacked;

    Unpacking(Path archive, Unpack bounds, Path folder, BooleanSupplier stopped) throws IOException {
        this.archive = archive;
        this.bounds = bounds;
        this.folder = folder;
        this.stopped = stopped;
        this.size = Files.size(archive);
    }

    /**
     * Unpacks all of it, unless it is stopped.
     *
     * @throws FeedFault where the archive is broken, too much, or not to be trusted
     * @throws IOException where this disk is at fault
     */
    void run(Packed kind) throws IOException {
        try {
            switch (kind) {
                case GZ -> gz();
                case ZIP -> zip();
                case TAR -> throw new FeedFault("The file is a tar archive, which is not read: send zip or gz.");
            }
        } catch (OutOfMemoryError e) {
            throw new FeedFault("The archive needs more memory than there is. Nothing of it was read.");
        }
    }

    private String name() {
        return archive.getFileName().toString();
    }

    private void gz() throws IOException {
        String name = MemberName.ofGz(name());
        try (InputStream file = Files.newInputStream(archive)) {
            write(new GzMembers(file), name, new CRC32());
        }
    }

    private void zip() throws IOException {
        try (ZipFile zip = broken(() -> ZipFile.builder()
                .setPath(archive)
                .setIgnoreLocalFileHeader(true)
                .get())) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements() && !stopped.getAsBoolean()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !MemberName.isByTheWay(entry.getName())) {
                    member(zip, entry);
                }
            }
        }
        if (names.isEmpty() && !stopped.getAsBoolean()) {
            throw new FeedFault("The archive has no file in it.");
        }
    }

    private void member(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        String shown = MemberName.shown(entry.getName());
        if (entry.getName().equals("[Content_Types].xml")) {
            throw new FeedFault(
                    "The file is an office document, such as xlsx, and no archive of files: save it as CSV.");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new FeedFault(
                    "The archive is protected by a password (" + shown + "): send it without. Nothing of it was read.");
        }
        if (entry.isUnixSymlink()) {
            throw new FeedFault("The archive has a link in it: " + shown + ". Nothing of it was read.");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new FeedFault("The archive is packed in a way that is not read (" + shown
                    + "): send zip with deflate, or gz. Nothing of it was read.");
        }
        String name = MemberName.of(name(), entry.getName());
        CRC32 sum = new CRC32();
        long before = unpacked;
        try (InputStream in = broken(() -> zip.getInputStream(entry))) {
            write(in, name, sum);
        }
        boolean whole = sum.getValue() == entry.getCrc() && unpacked - before == entry.getSize();
        if (!whole && !stopped.getAsBoolean()) {
            throw isBroken(shown + " in it is not what was packed");
        }
    }

    private void write(InputStream in, String name, CRC32 sum) throws IOException {
        if (!names.add(name)) {
            throw new FeedFault("The archive has two files that would be called " + name + ". Nothing of it was read.");
        }
        if (names.size() > bounds.maxFiles()) {
            throw new FeedFault("The archive has more than " + bounds.maxFiles()
                    + " files (unpack.max-files). Nothing of it was read.");
        }
        try (FileChannel out = FileChannel.open(
                placeOf(name),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            int read = broken(() -> in.readNBytes(buffer, 0, Packed.HEAD));
            refuseNested(name, read);
            while (read > 0 && !stopped.getAsBoolean()) {
                sum.update(buffer, 0, read);
                count(read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                read = broken(() -> in.readNBytes(buffer, 0, buffer.length));
            }
            out.force(true);
        }
    }

    private Path placeOf(String name) throws FeedFault {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new FeedFault("The archive has a file whose name this machine's character set cannot write: "
                    + MemberName.shown(name)
                    + ". Nothing of it was read; start the courier with LC_ALL=C.UTF-8 and send it again.");
        }
    }

    private void refuseNested(String name, int read) throws FeedFault {
        byte[] head = java.util.Arrays.copyOf(buffer, read);
        Packed inner = Packed.of(head);
        if (inner != null) {
            throw new FeedFault("The archive has another one in it, a " + inner.word() + ": " + name
                    + ". Pack the files themselves. Nothing of it was read.");
        }
    }

    private void count(int read) throws FeedFault {
        unpacked += read;
        if (unpacked > bounds.maxSize()) {
            throw new FeedFault("The archive becomes larger than " + bounds.maxSize()
                    + " bytes (unpack.max-size). Nothing of it was read.");
        }
        if (bounds.isTooDense(unpacked, size)) {
            throw new FeedFault("The archive becomes more than " + bounds.maxRatio()
                    + " times as large as it is (unpack.max-ratio), as only a bomb does. Nothing of it was read.");
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** What goes wrong inside of the archive is its own fault and not the disk's: all of it was read before, for its hash. */
    private <T> T broken(Reading<T> reading) throws FeedFault {
        try {
            return reading.read();
        } catch (EOFException e) {
            throw isBroken("it is cut off");
        } catch (IOException | RuntimeException e) {
            throw isBroken(e.getMessage());
        }
    }

    private static FeedFault isBroken(String why) {
        return new FeedFault("The archive is broken: " + why + ". Nothing of it was read; send it again.");
    }
}
