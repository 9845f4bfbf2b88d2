package com.eventcourier.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Looks at the beginning of a file before anything of it is sent. */
final class PlainlyWrong {

    private static final int FIRST_RECORDS = 100;

    private PlainlyWrong() {}

    /** Why the file is refused as a whole; null when it is to be read. */
    static String reason(Feed feed, Mappings mappings, Path file) throws IOException {
        try (RecordReader reader = RecordReaders.open(file, feed.format(), feed.maxRecord())) {
            List<String> header = reader.header();
            if (!header.isEmpty() && lacksAll(header, mappings.columns())) {
                return anotherFile(feed);
            }
            return allMalformed(reader) ? "The first " + FIRST_RECORDS + " records are all malformed." : null;
        } catch (HeaderFault e) {
            return lacksAll(e.columns(), mappings.columns()) ? anotherFile(feed) : e.getMessage();
        } catch (FeedFault e) {
            return e.getMessage();
        }
    }

    private static String anotherFile(Feed feed) {
        return "The header has none of the columns that feed " + feed.feed()
                + " reads. Is the file in the right folder, and is its first line the header?";
    }

    private static boolean lacksAll(List<String> header, Set<String> columns) {
        for (String column : header) {
            if (column != null && columns.contains(column)) {
                return false;
            }
        }
        return !columns.isEmpty();
    }

    private static boolean allMalformed(RecordReader reader) {
        RecordParser parser = new RecordParser(reader.format(), reader.header());
        for (int i = 0; i < FIRST_RECORDS; i++) {
            // rows of a rejected file can be read; whether they were mended is judged one by one
            if (!reader.hasNext() || parser.parse(reader.next()).fields() != null) {
                return false;
            }
        }
        return true;
    }
}
