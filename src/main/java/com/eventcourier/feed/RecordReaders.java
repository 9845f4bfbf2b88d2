package com.eventcourier.feed;

import com.eventcourier.feed.Format.Type;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens files for reading record by record. */
public final class RecordReaders {

    private RecordReaders() {}

    /**
     * @param declared what the feed's settings say; what they leave out is recognised
     * @param maxRecord largest record in bytes; a larger one is the fault {@code too-large} and is not held in memory
     * @throws FeedFault where the file is plainly wrong: its header has a name twice, a column without a name, or
     *     cannot be read; or it is declared as an array and is none
     * @throws IOException where the file cannot be read
     */
    public static RecordReader open(Path path, Format declared, int maxRecord) throws IOException {
        return open(new OpenFile(path, declared.charset()), declared, maxRecord);
    }

    /** The same of content that is in memory. */
    static RecordReader open(String name, byte[] content, Format declared, int maxRecord) throws IOException {
        InputStream in = new ByteArrayInputStream(content);
        return open(new OpenFile(name, in, content.length, declared.charset()), declared, maxRecord);
    }

    private static RecordReader open(OpenFile file, Format declared, int maxRecord) throws IOException {
        try {
            Recognition recognition = new Recognition(file, maxRecord);
            Format format = recognition.complete(declared);
            return reader(file, format, maxRecord, recognition.lineEnd());
        } catch (IOException | RuntimeException e) {
            file.window().close();
            throw e;
        }
    }

    /** Whether a file holds other files, such as gz or zip, and no records. */
    public static boolean isArchive(Path path) throws IOException {
        return Packed.of(path) != null;
    }

    private static RecordReader reader(OpenFile file, Format format, int maxRecord, byte lineEnd) throws IOException {
        if (format.type() == Type.CSV) {
            return new CsvRecords(file, format, maxRecord, lineEnd);
        }
        if (format.type() == Type.NDJSON) {
            return new LineRecords(file, format, maxRecord, lineEnd);
        }
        return format.type() == Type.JSON_ARRAY
                ? new ArrayRecords(file, format, maxRecord)
                : new ObjectRecord(file, format, maxRecord);
    }
}
