package com.eventcourier.feed;

import com.eventcourier.event.Event;
import com.eventcourier.event.FeedMapping;
import com.eventcourier.ledger.DataFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for events by a value of theirs in the files that are still there, in the inbox and in {@code .done}: of an event
 * that was accepted the ledger keeps no values.
 */
public final class FileSearch {

    private final String value;
    private final byte[] wanted;
    private final long until;
    private final List<Hit> hits = new ArrayList<>();

    /** A record with the value: in which content, at which position, and as which of its events. */
    public record Hit(String feed, byte[] hash, long position, int sub) {}

    private FileSearch(String value, long until) {
        this.value = value;
        this.wanted = value.getBytes(StandardCharsets.UTF_8);
        this.until = until;
    }

    /**
     * @param until a time of {@link System#nanoTime} at which the search ends with what was found so far
     * @throws IOException where a file cannot be read
     */
    public static List<Hit> of(String value, DataFolder data, Feed feed, Mappings mappings, long until)
            throws IOException {
        FileSearch search = new FileSearch(value, until);
        for (Path folder : List.of(data.inbox(feed.feed()), data.done(feed.feed()))) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
                    for (Path file : files) {
                        search.look(file, feed, mappings);
                    }
                }
            }
        }
        return search.hits;
    }

    private void look(Path file, Feed feed, Mappings mappings) throws IOException {
        if (Inbox.isUnfinishedName(file.getFileName().toString())) {
            return;
        }
        byte[] hash = null;
        try (RecordReader reader = RecordReaders.open(file, feed.format(), feed.maxRecord())) {
            RecordParser parser = new RecordParser(reader.format(), reader.header());
            FeedMapping mapping = mappings.of(reader.format());
            while (reader.hasNext() && System.nanoTime() < until) {
                RawRecord raw = reader.next();
                for (int sub : contains(raw.bytes()) ? events(parser.parse(raw), mapping) : List.<Integer>of()) {
                    hash = hash == null ? FileStamp.of(file).contentHash() : hash;
                    hits.add(new Hit(feed.feed(), hash, raw.position(), sub));
                }
            }
        } catch (FeedFault e) {
            // a file that is plainly wrong has no events
        }
    }

    private boolean contains(byte... record) {
        for (int from = 0; from <= record.length - wanted.length; from++) {
            int same = 0;
            while (same < wanted.length && record[from + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }

    /** Which events of the record have the value; the first one where it cannot be mapped. */
    private List<Integer> events(ParsedRecord record, FeedMapping mapping) {
        List<Integer> found = new ArrayList<>();
        if (record.fault() != null) {
            return List.of(0);
        }
        List<Event> events = mapping.map(record.fields()).events();
        for (int sub = 0; sub < events.size(); sub++) {
            JsonNode payload = events.get(sub).payload();
            if (payload == null || has(payload)) {
                found.add(sub);
            }
        }
        return found;
    }

    private boolean has(JsonNode payload) {
        for (JsonNode each : payload) {
            if (each.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
