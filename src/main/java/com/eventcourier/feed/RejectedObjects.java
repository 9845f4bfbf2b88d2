package com.eventcourier.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Pattern;

/** Refused JSON objects, written as they came with our fields at the end; as lines, as an array, or as the one object. */
final class RejectedObjects implements RejectedRecords {

    private static final ObjectWriter ESCAPED = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+");

    private final Writer out;
    private final Format.Type type;
    private final Charset charset;
    private final RecordParser parser;
    private long written;

    RejectedObjects(Writer out, Format format) {
        this.out = out;
        this.type = format.type();
        this.charset = format.recordCharset();
        this.parser = new RecordParser(format, List.of());
    }

    @Override
    public void begin() throws IOException {
        if (type == Format.Type.JSON_ARRAY) {
            out.write('[');
        }
    }

    @Override
    public void add(byte[] raw, String id, String row, String code, String reason) throws IOException {
        if (written > 0 && type == Format.Type.JSON) {
            throw new IllegalStateException("A file of one JSON object has one record to refuse.");
        }
        if (type == Format.Type.JSON_ARRAY) {
            out.write(written == 0 ? "\n" : ",\n");
        }
        ObjectNode ours = Json.MAPPER.createObjectNode();
        ours.put(Courier.ID, id)
                .put(Courier.ROW, Long.valueOf(row))
                .put(Courier.CODE, code)
                .put(Courier.REASON, reason);
        ParsedRecord parsed = parser.parse(new RawRecord(0, raw, null));
        if (parsed.fields() == null || RawRecord.TOO_LARGE.equals(code)) {
            String before = parsed.rawFromBefore();
            ours.put(Courier.RAW, before == null ? new String(raw, charset) : before);
            out.write(written(ours));
        } else {
            out.write(joined(parsed.fields(), new String(raw, charset), written(ours)));
        }
        if (type != Format.Type.JSON_ARRAY) {
            out.write('\n');
        }
        written++;
    }

    /** The record's own text wherever it can stay, so that every number and blank is as its sender wrote it. */
    private String joined(ObjectNode fields, String text, String ours) throws JsonProcessingException {
        boolean rejectedBefore = text.contains(Courier.PREFIX);
        String record = rejectedBefore ? written(fields) : oneLine(text);
        String open = record.substring(0, record.lastIndexOf('}')).stripTrailing();
        return open + (fields.isEmpty() ? "" : ",") + ours.substring(1);
    }

    /** What the charset does not have is escaped: a sign in its place would be sent when the file comes back. */
    private String written(ObjectNode object) throws JsonProcessingException {
        String text = Json.MAPPER.writeValueAsString(object);
        return charset.newEncoder().canEncode(text) ? text : ESCAPED.writeValueAsString(object);
    }

    /** An object of several lines is written as one where each line is a record; no value has a line break of its own. */
    private String oneLine(String text) {
        return type == Format.Type.NDJSON ? LINE_BREAKS.matcher(text).replaceAll(" ") : text;
    }

    @Override
    public void end() throws IOException {
        if (type == Format.Type.JSON_ARRAY) {
            out.write("\n]\n");
        }
    }
}
