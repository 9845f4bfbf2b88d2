package com.eventcourier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** What there is to beat: Jackson reading each line of a file into a tree, and nothing else. */
final class PlainParse {

    private PlainParse() {}

    public static void main(String[] args) throws IOException {
        long records = 0;
        try (MappingIterator<JsonNode> nodes =
                new ObjectMapper().readerFor(JsonNode.class).readValues(Path.of(args[0]).toFile())) {
            while (nodes.hasNext()) {
                records += nodes.next().isObject() ? 1 : 0;
            }
        }
        System.out.println(records);
    }
}
