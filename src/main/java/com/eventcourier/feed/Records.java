package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;

/** What the readers of all formats have in common. */
abstract class Records implements RecordReader {

    final OpenFile file;
    final Window window;
    final Format format;
    final int maxRecord;

    private RawRecord next;
    private boolean over;

    Records(OpenFile file, Format format, int maxRecord) {
        this.file = file;
        this.window = file.window();
        this.format = format;
        this.maxRecord = maxRecord;
    }

    /** The next record, or null when there is none. */
    abstract RawRecord cut() throws IOException;

    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            try {
                next = cut();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The file " + file.name() + " could not be read on: " + e.getMessage(), e);
            }
            over = next == null;
        }
        return next != null;
    }

    @Override
    public RawRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RawRecord record = next;
        next = null;
        return record;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public List<String> header() {
        return List.of();
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public Fault end() {
        return null;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
