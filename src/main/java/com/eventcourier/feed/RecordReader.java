package com.eventcourier.feed;

import com.eventcourier.event.Fault;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/**
 * The records of one file in order, cut but not parsed, in constant memory for any size. For one thread. A file that
 * cannot be read on makes {@code hasNext} throw an {@link java.io.UncheckedIOException}.
 */
public interface RecordReader extends Iterator<RawRecord>, Closeable {

    /** The format of this file, complete. */
    Format format();

    /** The columns of a CSV file; empty for the other formats and for an empty file without a declared header. */
    List<String> header();

    /** Bytes taken from the file so far, up to one buffer ahead of the record last answered. */
    long bytesRead();

    /** Bytes in the file when it was opened. */
    long size();

    /** Null, or what was wrong with the end of the file: a JSON array cut off, or text after it. Known when all is read. */
    Fault end();
}
