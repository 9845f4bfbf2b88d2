package com.eventcourier.feed;

import com.eventcourier.ledger.ArrivalRow;
import com.eventcourier.ledger.DataFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The form of a source: what its rejected file must look like. */
record Shape(Format format, List<String> header) {

    /** Asks the file where it is now: in the inbox or among the finished ones. */
    static Shape of(ArrivalRow row, DataFolder data, Feed feed) throws IOException {
        for (Path folder : List.of(data.inbox(row.feed()), data.done(row.feed()))) {
            for (String name : List.of(ShortName.numbered(row.name(), row.id()), row.name())) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file) && Files.size(file) == row.size()) {
                    try (RecordReader reader = RecordReaders.open(file, feed.format(), feed.maxRecord())) {
                        return new Shape(reader.format(), reader.header());
                    }
                }
            }
        }
        return gone(feed.format(), row.name());
    }

    /** As it is kept in the ledger. */
    String json() {
        return Json.MAPPER
                .createObjectNode()
                .put("type", format.type().name())
                .put(
                        "delimiter",
                        format.delimiter() == null ? null : format.delimiter().toString())
                .put("charset", format.charset().name())
                .put("bom", format.bom())
                .set("header", Json.MAPPER.valueToTree(header))
                .toString();
    }

    static Shape of(String json) throws IOException {
        JsonNode kept = Json.MAPPER.readTree(json);
        String delimiter = kept.path("delimiter").asText(null);
        List<String> header = new ArrayList<>();
        kept.path("header").forEach(column -> header.add(column.asText()));
        Format format = new Format(
                Format.Type.valueOf(kept.path("type").asText()),
                delimiter == null ? null : delimiter.charAt(0),
                Charset.forName(kept.path("charset").asText()),
                null,
                kept.path("bom").asBoolean());
        return new Shape(format, header);
    }

    /** What is declared of a file that is nowhere any more, and a guess at the rest: its rows are kept raw. */
    private static Shape gone(Format declared, String name) {
        Format.Type type = declared.type();
        if (type == null) {
            type = name.endsWith("json") ? Format.Type.NDJSON : Format.Type.CSV;
        }
        Format format = new Format(
                type,
                declared.delimiter() == null ? Character.valueOf(',') : declared.delimiter(),
                declared.charset() == null ? StandardCharsets.UTF_8 : declared.charset(),
                declared.header());
        return new Shape(format, declared.header() == null ? List.of() : declared.header());
    }
}
