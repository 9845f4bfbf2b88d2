package com.eventcourier.feed;

import com.eventcourier.event.FeedMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of a message: one JSON object, an array of them, or one on each line; or what the feed declares. What is no
 * record is one with a fault, so that nothing of a message is lost.
 */
record MessageContent(List<RawRecord> records, Shape shape, RecordParser parser, FeedMapping mapping) {

    /** Text without an extension would be taken for CSV. */
    private static final String NAME = "message.json";

    static MessageContent of(OpenFeed feed, byte[] body) throws IOException {
        int most = feed.feed().maxRecord();
        Format declared = feed.feed().format();
        Format format = new Format(declared.type(), declared.delimiter(), StandardCharsets.UTF_8, declared.header());
        try (RecordReader reader = RecordReaders.open(NAME, body, format, most)) {
            List<RawRecord> records = new ArrayList<>();
            reader.forEachRemaining(records::add);
            if (reader.end() != null) {
                records.add(
                        new RawRecord(next(records), Arrays.copyOf(body, Math.min(body.length, most)), reader.end()));
            }
            if (records.isEmpty() && isBlank(body)) {
                records.add(new RawRecord(1, body, RawRecord.malformed("The message is blank.")));
            }
            return new MessageContent(
                    records,
                    new Shape(reader.format(), reader.header()),
                    new RecordParser(reader.format(), reader.header()),
                    feed.mappings().of(reader.format()));
        } catch (FeedFault e) {
            byte[] raw = Arrays.copyOf(body, Math.min(body.length, most));
            Format object = new Format(Format.Type.JSON, null, StandardCharsets.UTF_8, null);
            return new MessageContent(
                    List.of(new RawRecord(1, raw, RawRecord.malformed(e.getMessage()))),
                    new Shape(object, List.of()),
                    new RecordParser(object, List.of()),
                    feed.mappings().json());
        }
    }

    private static boolean isBlank(byte... body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.replace("\uFEFF", "").isBlank();
    }

    private static long next(List<RawRecord> records) {
        return records.isEmpty() ? 1 : records.get(records.size() - 1).position() + 1;
    }

    /** Whether a record alone does not tell what its values are. */
    boolean hasColumns() {
        return shape.format().type() == Format.Type.CSV;
    }

    long lastPosition() {
        return records.isEmpty() ? 0 : records.get(records.size() - 1).position();
    }
}
